import { IconHourglassHigh } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const wait: KindFace = { icon: IconHourglassHigh, counted: 'node.counted.wait', main: 'received' };
