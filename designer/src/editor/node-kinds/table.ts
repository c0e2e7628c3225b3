import { IconTable } from '@tabler/icons-react';
import type { KindFace } from './face.ts';

export const table: KindFace = { icon: IconTable, counted: 'node.counted.set', main: 'out' };
