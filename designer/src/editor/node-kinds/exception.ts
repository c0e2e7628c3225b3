import { IconHandStop } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const exception: KindFace = { icon: IconHandStop, counted: 'node.counted.exception', main: 'opened' };
