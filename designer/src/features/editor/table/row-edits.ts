import { LIMITS } from '@slipway/shared/limits';
import { tidyCell } from '@slipway/shared/table';
import { ANYTHING, cellText, type GridColumn, NOTHING, type Table, type TableRow } from './table-config.ts';

/** A text for a cell. */
export interface CellEdit {
  readonly row: number;
  readonly column: GridColumn;
  readonly text: string;
}

/** The table with other texts in some cells; the same table where none is another. */
export function withCells(table: Table, edits: readonly CellEdit[]): Table {
  const rows = [...table.rows];
  for (const { row, column, text } of edits) {
    const before = rows[row];
    if (before && cellText(before, column) !== text) rows[row] = withCell(before, column, text);
  }
  return rows.every((row, at) => row === table.rows[at]) ? table : { ...table, rows };
}

function withCell(row: TableRow, { kind, index }: GridColumn, text: string): TableRow {
  if (kind === 'input') return { ...row, when: row.when.with(index, text) };
  if (kind === 'output') return { ...row, give: row.give.with(index, text) };
  const { note: _, ...rest } = row;
  return text === '' ? rest : { ...rest, note: text };
}

/**
 * What a typed text becomes: an empty test holds for anything, an empty output gives nothing, and the bare words of a text
 * column get their quotes. Anything else stays as it was typed, so that a mistake is seen where it was made.
 */
export function typedCell(typed: string, column: GridColumn): string {
  const text = typed.trim();
  if (column.kind === 'note') return text;
  if (text === '') return column.kind === 'input' ? ANYTHING : NOTHING;
  if (column.type !== 'text') return text;
  const tidied = tidyCell(text, { type: 'text', kind: column.kind, commas: false });
  return tidied.did === 'mended' ? tidied.text : text;
}

/** A row that holds for anything and gives nothing. */
export function emptyRow(table: Table, taken: ReadonlySet<string> = idsOf(table)): TableRow {
  return {
    id: freshId(taken, table.rows.length + 1),
    when: table.inputs.map(() => ANYTHING),
    give: table.outputs.map(() => NOTHING),
  };
}

/** Puts a new row at a place; the table as it is where it has as many as it can. */
export function addRow(table: Table, at: number): Table {
  return isFull(table) ? table : { ...table, rows: table.rows.toSpliced(at, 0, emptyRow(table)) };
}

/** A copy below the row. */
export function duplicateRow(table: Table, at: number): Table {
  const row = table.rows[at];
  if (!row || isFull(table)) return table;
  const copy = { ...row, id: freshId(idsOf(table), table.rows.length + 1) };
  return { ...table, rows: table.rows.toSpliced(at + 1, 0, copy) };
}

export function removeRow(table: Table, at: number): Table {
  return table.rows[at] ? { ...table, rows: table.rows.toSpliced(at, 1) } : table;
}

/** Moves a row up or down; the table as it is at its end. */
export function moveRow(table: Table, at: number, by: -1 | 1): Table {
  const [row, other] = [table.rows[at], table.rows[at + by]];
  return row && other ? { ...table, rows: table.rows.with(at + by, row).with(at, other) } : table;
}

export function isFull(table: Table): boolean {
  return table.rows.length >= LIMITS.tableRows;
}

export function idsOf(table: Table): ReadonlySet<string> {
  return new Set(table.rows.map(({ id }) => id));
}

function freshId(taken: ReadonlySet<string>, from: number): string {
  for (let n = from; ; n += 1) if (!taken.has(`row-${n}`)) return `row-${n}`;
}
