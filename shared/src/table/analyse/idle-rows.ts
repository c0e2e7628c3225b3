import { type Box, Budget, meets, uncovered, without } from './box.ts';
import type { Region, Space } from './space.ts';

/** A row that never counts, and the rows that come before it; none where nothing makes it hold. */
export interface Masked {
  readonly row: Region;
  readonly by: readonly Region[];
}

/** A row that can go, and the rows that then say what it said. */
export interface Redundant {
  readonly row: Region;
  readonly by: readonly Region[];
}

export interface IdleRows {
  readonly masked: readonly Masked[];
  readonly redundant: readonly Redundant[];
  readonly complete: boolean;
}

/**
 * Rows that never count, and rows without which nothing would change. All of them can go at once, and then none is left
 * that could go (under *any* as long as no two rows contradict each other).
 */
export function idleRowsOf(space: Space): IdleRows {
  const budget = new Budget();
  const masked: Masked[] = space.rows.filter(({ empty }) => empty).map((row) => ({ row, by: [] }));
  const held = (rows: readonly Region[]) => rows.filter(({ empty }) => !empty);
  if (space.ranked) {
    const ranked = held(space.ranked);
    for (const [at, row] of ranked.entries()) {
      const before = ranked.slice(0, at).filter((each) => meets(each.box, row.box));
      if (before.length > 0 && isCovered(row.box, before, budget)) masked.push({ row, by: before });
    }
    const gone = new Set(masked.map(({ row }) => row));
    const redundant = removable(
      ranked.filter((row) => !gone.has(row)),
      (rows, at) => sayTheSame(rows, at, budget),
    );
    return { masked, redundant, complete: !budget.spent };
  }
  const redundant =
    space.config.hitPolicy === 'any' ? removable(held(space.rows), (rows, at) => coveredByLike(rows, at, budget)) : [];
  return { masked, redundant, complete: !budget.spent };
}

/** Takes rows away one by one, the last first, until none is left that can go. */
function removable(
  rows: readonly Region[],
  by: (rows: readonly Region[], at: number) => readonly Region[] | undefined,
): readonly Redundant[] {
  const found: Redundant[] = [];
  let left = rows;
  for (let before = -1; before !== found.length; ) {
    before = found.length;
    for (let at = left.length - 1; at >= 0; at -= 1) {
      const row = left[at];
      const instead = row && by(left, at);
      if (!row || !instead) continue;
      found.push({ row, by: instead });
      left = left.toSpliced(at, 1);
    }
  }
  return found;
}

/** Under *any*: the rows of the same outputs that hold wherever a row holds. */
function coveredByLike(rows: readonly Region[], at: number, budget: Budget): readonly Region[] | undefined {
  const row = rows[at];
  if (!row) return undefined;
  const like = rows.filter((each) => each !== row && each.gives === row.gives && meets(each.box, row.box));
  return like.length > 0 && isCovered(row.box, like, budget) ? like : undefined;
}

/** In an order of rank: the rows that would count in place of a row, if all give the same as it does. */
function sayTheSame(rows: readonly Region[], at: number, budget: Budget): readonly Region[] | undefined {
  const row = rows[at];
  if (!row) return undefined;
  const touching = (each: Region) => meets(each.box, row.box);
  const before = rows.slice(0, at).filter(touching);
  const after = rows.slice(at + 1).filter(touching);
  if (after.length === 0) return undefined;
  const cuts = [...before, ...after];
  const stack: { readonly box: Box; readonly from: number }[] = [{ box: row.box, from: 0 }];
  const instead = new Set<Region>();
  for (let next = stack.pop(); next; next = stack.pop()) {
    let from = next.from;
    for (; from < cuts.length; from += 1) {
      if (!budget.spend()) return undefined;
      const cut = cuts[from];
      if (cut && meets(next.box, cut.box)) break;
    }
    const cut = cuts[from];
    // Nothing would hold here, or something that says otherwise.
    if (!cut || (from >= before.length && cut.gives !== row.gives)) return undefined;
    if (from >= before.length) instead.add(cut);
    for (const box of without(next.box, cut.box)) stack.push({ box, from: from + 1 });
  }
  return [...instead];
}

function isCovered(box: Box, rows: readonly Region[], budget: Budget): boolean {
  const piece = uncovered(
    box,
    rows.map((row) => row.box),
    budget,
  ).next();
  return piece.done === true && !budget.spent;
}
