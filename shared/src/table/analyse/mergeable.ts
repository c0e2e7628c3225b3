import type { Region, Space } from './space.ts';
import { cellFor } from './wording.ts';

export interface Mergeable {
  readonly rows: readonly [Region, Region];
  readonly column: number;
  /** What the one row says in that column. */
  readonly cell: string;
}

const TOLD = 10;

/** Pairs of rows that give the same, differ in one column, and never hold together: one row can say both. */
export function mergeableRowsOf({ config, axes, rows }: Space): readonly Mergeable[] {
  const { hitPolicy } = config;
  if (hitPolicy !== 'unique' && hitPolicy !== 'any' && hitPolicy !== 'first') return [];
  const numbers = axes.map((_, column) => numbered(rows.map(({ box }) => box[column] ?? 0n)));
  const found: Mergeable[] = [];
  const taken = new Set<Region>();
  for (const [column, axis] of axes.entries()) {
    const last = new Map<string, Region>();
    for (const row of rows) {
      if (row.empty || config.rows[row.index]?.note) continue;
      const key = `${row.gives} ${numbers.map((each, at) => (at === column ? '' : each[row.index])).join()}`;
      const other = last.get(key);
      last.set(key, row);
      // Where the order counts, a row between the two may say otherwise.
      if (!other || taken.has(other) || taken.has(row) || (hitPolicy === 'first' && row.index !== other.index + 1))
        continue;
      if (((row.box[column] ?? 0n) & (other.box[column] ?? 0n)) !== 0n) continue;
      const cell = cellFor(axis, (row.box[column] ?? 0n) | (other.box[column] ?? 0n));
      if (cell === undefined) continue;
      if (found.push({ rows: [other, row], column, cell }) === TOLD) return found;
      taken.add(other).add(row);
    }
  }
  return found;
}

/** Equal sets get equal numbers, so that keys stay short. */
function numbered(sets: readonly bigint[]): readonly number[] {
  const known = new Map<bigint, number>();
  return sets.map((parts) => {
    const number = known.get(parts) ?? known.size;
    known.set(parts, number);
    return number;
  });
}
