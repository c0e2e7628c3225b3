import { IconSitemap } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const subflow: KindFace = { icon: IconSitemap, counted: 'node.counted.set', main: null };
