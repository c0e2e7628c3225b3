import { IconAlarm } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const deadline: KindFace = { icon: IconAlarm, counted: 'node.counted.deadline', main: 'missed' };
