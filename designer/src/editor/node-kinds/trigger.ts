import { IconRadar2 } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const trigger: KindFace = { icon: IconRadar2, counted: 'node.counted.trigger', main: 'out' };
