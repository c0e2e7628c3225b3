import type { Play } from '../tryit/play.ts';

/** Rows that were hit in what is tried: how often up to the moment that is looked at, and which of them last. */
export interface Hits {
  readonly times: ReadonlyMap<string, number>;
  readonly last: ReadonlySet<string>;
}

export const NO_HITS: Hits = { times: new Map(), last: new Set() };

/** What the traces tell of a table, from the first moment to the one that is looked at. */
export function hitsOf(play: Pick<Play, 'moments'>, at: number, node: string): Hits {
  const told = play.moments
    .slice(0, at + 1)
    .flatMap((moment) => moment.decision?.trace ?? [])
    .filter((step) => step.node === node)
    .map((step) => rowsIn(step.values?.rows));
  const times = new Map<string, number>();
  for (const row of told.flat()) times.set(row, (times.get(row) ?? 0) + 1);
  return { times, last: new Set(told.at(-1)) };
}

function rowsIn(rows: unknown): readonly string[] {
  return Array.isArray(rows) ? rows.filter((row) => typeof row === 'string') : [];
}
