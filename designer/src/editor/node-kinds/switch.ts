import { IconArrowsSplit } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const choose: KindFace = { icon: IconArrowsSplit, counted: 'node.counted.switch', main: null };
