import { IconRoute } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const action: KindFace = { icon: IconRoute, counted: 'node.counted.action', main: 'done' };
