import { InvalidInputError, InvalidSpreadsheetError, readSheet } from 'read-excel-file/universal';
import { LIMITS } from '../limits/index.ts';
import type { Problem } from '../problem/index.ts';

/** The cells of the first sheet as texts, every row as long as the longest, or why it cannot be read. */
export type SpreadsheetReading =
  | { readonly ok: true; readonly rows: readonly (readonly string[])[] }
  | { readonly ok: false; readonly problem: Problem };

/**
 * Reads the first sheet of an Excel workbook (`.xlsx`). Numbers are written as in JSON, dates as ISO 8601. The file itself is
 * small by its limit, so that it is unpacked here and now.
 */
export async function readSpreadsheet(bytes: Uint8Array): Promise<SpreadsheetReading> {
  if (bytes.length > LIMITS.spreadsheetBytes)
    return refused('spreadsheet-too-large', `The file is larger than ${LIMITS.spreadsheetBytes / 1024} KB.`);
  try {
    // A copy: the bytes of a Node buffer may be a part of others.
    const rows = await readSheet(new Uint8Array(bytes).buffer, { trim: false });
    const width = Math.max(0, ...rows.map((row) => row.length));
    return { ok: true, rows: rows.map((row) => Array.from({ length: width }, (_, at) => textOf(row[at]))) };
  } catch (error) {
    if (!(error instanceof InvalidInputError || error instanceof InvalidSpreadsheetError)) throw error;
    return refused('spreadsheet-unreadable', 'The file is no Excel workbook (.xlsx).');
  }
}

/** A day has no time: a cell that is formatted as a date has midnight. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? '' : value.toISOString().replace(/T00:00:00\.000Z$/, '');
  return String(value);
}

function refused(code: string, message: string): SpreadsheetReading {
  return { ok: false, problem: { code, severity: 'error', message, path: '' } };
}
