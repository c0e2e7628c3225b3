import { IconFlag } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const end: KindFace = { icon: IconFlag, counted: 'node.counted.end', main: null };
