import { IconListSearch } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const lookup: KindFace = { icon: IconListSearch, counted: 'node.counted.set', main: 'found' };
