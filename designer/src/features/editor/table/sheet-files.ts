import { readCsv, writeCsv } from '@slipway/shared/csv';
import type { Problem } from '@slipway/shared/problem';
import { HEADER_ROWS, readTable, type TableReading, writeTable } from '@slipway/shared/table';
import type { Table } from './table-config.ts';

/** How a table leaves. */
export type SheetFormat = 'csv' | 'xlsx';

/** Reads a table from a file; what a column does not say there it takes from the one of the same name in `like`. */
export async function readTableFile(file: Blob & { readonly name: string }, like: Table): Promise<TableReading> {
  const cells = await cellsOf(file);
  return 'problem' in cells ? { ok: false, problems: [cells.problem] } : readTable(cells.rows, like);
}

async function cellsOf(
  file: Blob & { readonly name: string },
): Promise<{ readonly rows: readonly (readonly string[])[] } | { readonly problem: Problem }> {
  if (!/\.xls[xm]?$/i.test(file.name)) return readCsv(await file.text());
  // Most people never touch a workbook: what reads one comes when it is wanted.
  const { readSpreadsheet } = await import('@slipway/shared/spreadsheet');
  return readSpreadsheet(new Uint8Array(await file.arrayBuffer()));
}

/** The table as a file that `readTableFile` reads. */
export async function tableFile(table: Table, format: SheetFormat): Promise<Blob> {
  const cells = writeTable(table);
  if (format === 'csv') return new Blob([writeCsv(cells)], { type: 'text/csv;charset=utf-8' });
  const { writeSpreadsheet } = await import('@slipway/shared/spreadsheet');
  const bytes = await writeSpreadsheet(cells, { headers: HEADER_ROWS });
  return new Blob([new Uint8Array(bytes)], {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
}
