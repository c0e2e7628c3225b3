import { type Box, common, meets } from './box.ts';
import type { Region, Space } from './space.ts';

export interface Overlap {
  readonly rows: readonly [Region, Region];
  readonly box: Box;
}

const TOLD = 10;

/** Pairs of rows that hold together though the policy does not let them: any two, or two that give different outputs. */
export function overlapsOf({ config, rows }: Space): {
  readonly found: readonly Overlap[];
  readonly complete: boolean;
} {
  const found: Overlap[] = [];
  if (config.hitPolicy !== 'unique' && config.hitPolicy !== 'any') return { found, complete: true };
  const held = rows.filter(({ empty }) => !empty);
  for (const [at, row] of held.entries()) {
    for (const other of held.slice(at + 1)) {
      if (!meets(row.box, other.box)) continue;
      if (config.hitPolicy === 'any' && row.gives === other.gives) continue;
      if (found.length === TOLD) return { found, complete: false };
      found.push({ rows: [row, other], box: common(row.box, other.box) });
    }
  }
  return { found, complete: true };
}
