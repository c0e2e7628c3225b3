import { LIMITS } from '@slipway/shared/limits';
import { partsOf, tidyCell } from '@slipway/shared/table';
import type { CellType } from '@slipway/shared/workflow';
import { ANYTHING, NOTHING, type Table, type TableInput, type TableOutput, type TableRow } from './table-config.ts';

/** Which column is meant. */
export interface ColumnPlace {
  readonly kind: 'input' | 'output';
  readonly index: number;
}

const LISTS = { input: 'inputs', output: 'outputs' } as const;
const CELLS = { input: 'when', output: 'give' } as const;

/** The table with other fields in a column; undefined removes a field. */
export function withColumn(table: Table, { kind, index }: ColumnPlace, fields: Partial<TableInput>): Table {
  const list: readonly (TableInput | TableOutput)[] = table[LISTS[kind]];
  const column = list[index];
  if (!column) return table;
  const made = Object.fromEntries(Object.entries({ ...column, ...fields }).filter(([, value]) => value !== undefined));
  return { ...table, [LISTS[kind]]: list.with(index, made as TableInput) };
}

/** A new column behind those of its kind; every row then has a cell more, which says nothing. */
export function addColumn(table: Table, kind: ColumnPlace['kind'], label: string): Table {
  if (isWide(table, kind)) return table;
  const id = freshName(table, kind);
  const column = { id, label, type: 'text' as const };
  const rows = changedCells(table, kind, (cells) => [...cells, kind === 'input' ? ANYTHING : NOTHING]);
  return kind === 'input'
    ? { ...table, inputs: [...table.inputs, { ...column, expression: 'subject.status' }], rows }
    : { ...table, outputs: [...table.outputs, column], rows };
}

/** A table keeps its last input and its last output. */
export function canRemoveColumn(table: Table, kind: ColumnPlace['kind']): boolean {
  return table[LISTS[kind]].length > 1;
}

export function removeColumn(table: Table, { kind, index }: ColumnPlace): Table {
  if (!canRemoveColumn(table, kind)) return table;
  const rows = changedCells(table, kind, (cells) => cells.toSpliced(index, 1));
  return kind === 'input'
    ? { ...table, inputs: table.inputs.toSpliced(index, 1), rows }
    : { ...table, outputs: table.outputs.toSpliced(index, 1), rows };
}

/** Moves a column among those of its kind. */
export function moveColumn(table: Table, { kind, index }: ColumnPlace, by: -1 | 1): Table {
  if (!table[LISTS[kind]][index] || !table[LISTS[kind]][index + by]) return table;
  const swap = <Item>(list: readonly Item[]): Item[] => {
    const next = [...list];
    next.splice(index + by, 0, ...next.splice(index, 1));
    return next;
  };
  const rows = changedCells(table, kind, swap);
  return kind === 'input'
    ? { ...table, inputs: swap(table.inputs), rows }
    : { ...table, outputs: swap(table.outputs), rows };
}

export function isWide(table: Table, kind: ColumnPlace['kind']): boolean {
  return table[LISTS[kind]].length >= LIMITS.tableColumns;
}

/** What a column may hold, from a text with commas; bare words get their quotes. Undefined where it says nothing. */
export function valuesFrom(text: string, type: CellType, kind: ColumnPlace['kind']): string[] | undefined {
  const parts = /^\s*not\s*\(/.test(text) ? [text.trim()] : partsOf(text);
  const values = parts.filter((part) => part !== '').map((part) => tidyCell(part, { type, kind, commas: false }).text);
  return values.length > 0 ? values : undefined;
}

function changedCells(
  table: Table,
  kind: ColumnPlace['kind'],
  change: (cells: readonly string[]) => string[],
): TableRow[] {
  const part = CELLS[kind];
  return table.rows.map((row) => ({ ...row, [part]: change(row[part]) }));
}

function freshName(table: Table, kind: ColumnPlace['kind']): string {
  const taken = new Set(table[LISTS[kind]].map(({ id }) => id));
  for (let n = taken.size + 1; ; n += 1) if (!taken.has(`${kind}${n}`)) return `${kind}${n}`;
}
