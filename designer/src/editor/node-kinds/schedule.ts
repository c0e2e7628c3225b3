import { IconCalendarTime } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const schedule: KindFace = { icon: IconCalendarTime, counted: 'node.counted.schedule', main: 'out' };
