import type { Reference, ReferenceTable } from '@slipway/shared/reference';

/** A row as a list shows it. */
export type Row = readonly ReferenceTable['rows'][number][number][];

/** The rows of a reference; a model's are its groups, with null where they are for all of a factor. */
export function rowsOf(reference: Reference): readonly Row[] {
  if (reference.kind === 'table') return reference.rows;
  return reference.groups.map(({ key, samples, p50, p80, p95 }) => [
    ...reference.factors.map((_factor, at) => key[at] ?? null),
    samples,
    p50,
    p80,
    p95,
  ]);
}

/** The rows by what tells them apart. */
function byKey(reference: Reference): ReadonlyMap<string, string> {
  const names = reference.kind === 'table' ? reference.columns.map(({ name }) => name) : reference.factors;
  const key = reference.kind === 'table' ? reference.key : reference.factors;
  const places = key.map((name) => names.indexOf(name));
  return new Map(
    rowsOf(reference).map((row) => {
      // By name, so that a column that only moved changes nothing.
      const told = row.map((cell, at): [string, unknown] => [names[at] ?? `#${at}`, cell]);
      return [JSON.stringify(places.map((at) => row[at])), JSON.stringify(told.sort(([a], [b]) => (a < b ? -1 : 1)))];
    }),
  );
}

/** How many rows come, go, change and stay. */
export function rowChanges(before: Reference | undefined, after: Reference) {
  const olds = before ? byKey(before) : new Map<string, string>();
  const news = byKey(after);
  const changes = { added: 0, removed: 0, changed: 0, same: 0 };
  for (const [key, row] of news) {
    const old = olds.get(key);
    changes[old === undefined ? 'added' : old === row ? 'same' : 'changed'] += 1;
  }
  for (const key of olds.keys()) if (!news.has(key)) changes.removed += 1;
  return changes;
}
