import { isInstant, parseDuration } from '../time/index.ts';
import { isDuration } from './cells.ts';
import type { ColumnType, ReferenceTable } from './table.ts';

/** One value of a key, as rows are told apart by it: durations are milliseconds, so that 60m finds 1h. */
export type KeyPart = string | number | boolean;
export type ReferenceRow = Readonly<Record<string, string | number | boolean | null>>;

const indexes = new WeakMap<ReferenceTable, ReadonlyMap<string, ReferenceRow>>();

/** The row of a key, given in the order in which the table names its key; of two the first. Found by an index per table. */
export function rowByKey(table: ReferenceTable, key: readonly KeyPart[]): ReferenceRow | undefined {
  let index = indexes.get(table);
  if (!index) {
    index = indexOf(table);
    indexes.set(table, index);
  }
  return index.get(JSON.stringify(key));
}

/** A value as part of a key; undefined where it is not of the column's type, or there is no such column. Durations come in milliseconds. */
export function keyPart(table: ReferenceTable, column: string, value: unknown): KeyPart | undefined {
  const type = table.columns.find(({ name }) => name === column)?.type;
  return type && partOf(type, value);
}

/** The keys of all rows, in their order; undefined where a cell of one is empty or of another type. */
export function keysOf(table: ReferenceTable): readonly (string | undefined)[] {
  const places = table.key.map((name) => table.columns.findIndex((column) => column.name === name));
  return table.rows.map((row) => {
    const parts = places.map((at) => partOf(table.columns[at]?.type ?? 'text', row[at]));
    return parts.includes(undefined) ? undefined : JSON.stringify(parts);
  });
}

function indexOf(table: ReferenceTable): ReadonlyMap<string, ReferenceRow> {
  const index = new Map<string, ReferenceRow>();
  for (const [at, key] of keysOf(table).entries()) {
    if (key === undefined || index.has(key)) continue;
    index.set(
      key,
      Object.fromEntries(table.columns.map(({ name }, column) => [name, table.rows[at]?.[column] ?? null])),
    );
  }
  return index;
}

function partOf(type: ColumnType, value: unknown): KeyPart | undefined {
  switch (type) {
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'number':
      return typeof value === 'number' ? value : undefined;
    case 'duration':
      return typeof value === 'number' ? value : durationMs(value);
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'instant':
      return isInstant(value) ? value : undefined;
  }
}

function durationMs(value: unknown): number | undefined {
  return typeof value === 'string' && isDuration(value) ? parseDuration(value) : undefined;
}
