import { IconArrowsJoin } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const join: KindFace = { icon: IconArrowsJoin, counted: 'node.counted.join', main: 'out' };
