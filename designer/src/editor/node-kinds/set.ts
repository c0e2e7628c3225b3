import { IconEqual } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const set: KindFace = { icon: IconEqual, counted: 'node.counted.set', main: 'out' };
