import { IconHierarchy3 } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const choose: KindFace = { icon: IconHierarchy3, counted: 'node.counted.switch', main: null };
