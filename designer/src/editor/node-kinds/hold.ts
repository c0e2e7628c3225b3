import { IconHandGrab } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const hold: KindFace = { icon: IconHandGrab, counted: 'node.counted.hold', main: 'held' };
