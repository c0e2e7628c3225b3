import { IconBroadcast } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const emit: KindFace = { icon: IconBroadcast, counted: 'node.counted.emit', main: 'out' };
