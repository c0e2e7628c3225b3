import { useRef, useState } from 'react';

/**
 * Rows that do not jump: one that comes in between is held back and counted until it is asked for. Rows after the last
 * known one are simply further pages. `key` names the filter: another one starts afresh.
 */
export function useSettledRows<Row>(rows: readonly Row[], idOf: (row: Row) => string, key: string) {
  const known = useRef<{ key: string; ids: Set<string> }>({ key: '', ids: new Set() });
  const [, redraw] = useState(0);
  if (known.current.key !== key) known.current = { key, ids: new Set() };
  const { ids } = known.current;
  const fresh = unsettled(rows, idOf, ids);
  const settled = fresh.size === 0 ? rows : rows.filter((row) => !fresh.has(idOf(row)));
  for (const row of settled) ids.add(idOf(row));
  const show = () => {
    for (const row of rows) ids.add(idOf(row));
    redraw((count) => count + 1);
  };
  return { rows: settled, fresh: fresh.size, show };
}

/** The ids of rows that are not known and stand before one that is. */
export function unsettled<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  known: ReadonlySet<string>,
): ReadonlySet<string> {
  const lastKnown = rows.findLastIndex((row) => known.has(idOf(row)));
  return new Set(
    rows
      .slice(0, lastKnown + 1)
      .map(idOf)
      .filter((id) => !known.has(id)),
  );
}
