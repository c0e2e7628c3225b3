import { IconVolumeOff } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const missing: KindFace = { icon: IconVolumeOff, counted: 'node.counted.missing', main: 'silent' };
