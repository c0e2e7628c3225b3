import { IconChartHistogram } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const window: KindFace = { icon: IconChartHistogram, counted: 'node.counted.window', main: 'over' };
