import { hasDecimalCommas, tidyCell } from '@slipway/shared/table';
import type { Spot } from './cell-walk.ts';
import { type CellEdit, emptyRow, idsOf, isFull, withCells } from './row-edits.ts';
import type { GridColumn, Table } from './table-config.ts';

/** Whether a text on the clipboard is more than one cell. */
export function isBlock(text: string): boolean {
  return /[\t\r\n]/.test(text);
}

/**
 * The cells of a block as spreadsheets put it on the clipboard: tabs between cells, a line per row, and quotes around a cell
 * only where it has a tab, a line or a doubled quote in it. Other quotes belong to the cell.
 */
export function readBlock(text: string): readonly (readonly string[])[] {
  const cells = [...`${text.replaceAll('\r\n', '\n').replace(/\n$/, '')}\n`.matchAll(CELL)];
  const rows: string[][] = [[]];
  for (const [, cell = '', end] of cells) {
    rows.at(-1)?.push(unwrapped(cell));
    if (end === '\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

const CELL = /("(?:[^"]|"")*"(?=[\t\n])|[^\t\n]*)([\t\n])/g;

function unwrapped(cell: string): string {
  const inner = /^"(.*)"$/s.exec(cell)?.[1];
  if (inner === undefined || !/[\t\n]|""/.test(inner)) return cell.trim();
  return inner.replaceAll('""', '"').trim();
}

/** What came of a paste, in numbers. */
export interface Pasted {
  readonly table: Table;
  readonly filled: number;
  readonly added: number;
  /** Cells that were put into the form that their column has: words in quotes, points for decimal commas. */
  readonly mended: number;
  /** Cells that their column cannot read. */
  readonly wrong: number;
  /** Cells for which there was no column or no row any more. */
  readonly dropped: number;
}

/** Fills the cells from a spot on to the right and downwards, and adds the rows that are missing. */
export function pasteBlock(
  table: Table,
  at: Spot,
  block: readonly (readonly string[])[],
  columns: readonly GridColumn[],
): Pasted {
  const target = columns.slice(at.column);
  const lines = isHead(block[0], target) ? block.slice(1) : block;
  const from = Math.max(0, at.row);
  let grown = table;
  const taken = new Set(idsOf(table));
  while (grown.rows.length < from + lines.length && !isFull(grown)) {
    const row = emptyRow(grown, taken);
    taken.add(row.id);
    grown = { ...grown, rows: [...grown.rows, row] };
  }
  const commas = target.map((_, column) => hasDecimalCommas(lines.map((line) => line[column] ?? '')));
  const counts = { mended: 0, wrong: 0, dropped: 0 };
  const edits = lines.flatMap((line, below) =>
    line.flatMap((text, right): CellEdit[] => {
      const column = target[right];
      const row = from + below;
      if (!column || row >= grown.rows.length) {
        if (text !== '') counts.dropped += 1;
        return [];
      }
      if (column.kind === 'note') return [{ row, column, text }];
      const { type, kind } = column;
      const tidied = tidyCell(text, { type, kind, commas: commas[right] ?? false });
      if (tidied.says !== undefined) counts.wrong += 1;
      else if (tidied.did === 'mended' || tidied.did === 'decimal-comma') counts.mended += 1;
      return [{ row, column, text: tidied.text }];
    }),
  );
  return {
    table: withCells(grown, edits),
    filled: edits.length,
    added: grown.rows.length - table.rows.length,
    ...counts,
  };
}

/** A first line that only says what the columns are called. */
function isHead(line: readonly string[] | undefined, columns: readonly GridColumn[]): boolean {
  return line?.every((text, at) => text !== '' && text === columns[at]?.label) ?? false;
}
