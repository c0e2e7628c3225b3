import { type Box, Budget, merged, uncovered } from './box.ts';
import type { Space } from './space.ts';

/** How many gaps are told, and how many pieces are looked at to make them. */
const TOLD = 10;
const PIECES = 150;

export interface Gaps {
  readonly boxes: readonly Box[];
  /** Whether these are all. */
  readonly complete: boolean;
}

/** Regions of the domain that no row covers; none meets another. That a value is missing is no gap. */
export function gapsOf({ domain, rows }: Space): Gaps {
  const budget = new Budget();
  const cuts = rows.filter(({ empty }) => !empty).map(({ box }) => box);
  // Wide rows first: what is left of them is in fewer pieces.
  const sizes = new Map(cuts.map((box) => [box, narrowness(box, domain)]));
  const pieces: Box[] = [];
  for (const piece of uncovered(
    domain,
    cuts.toSorted((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0)),
    budget,
  )) {
    pieces.push(piece);
    if (pieces.length >= PIECES) break;
  }
  const boxes = merged(pieces);
  return { boxes: boxes.slice(0, TOLD), complete: !budget.spent && pieces.length < PIECES && boxes.length <= TOLD };
}

/** In how many columns a box is less than everything. */
function narrowness(box: Box, domain: Box): number {
  return box.filter((parts, column) => (parts & (domain[column] ?? 0n)) !== domain[column]).length;
}
