import { IconArrowsSplit2 } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const condition: KindFace = { icon: IconArrowsSplit2, counted: 'node.counted.condition', main: 'yes' };
