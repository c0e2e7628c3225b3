import { IconChartHistogram } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const estimate: KindFace = { icon: IconChartHistogram, counted: 'node.counted.set', main: 'out' };
