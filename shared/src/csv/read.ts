import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { LIMITS } from '../limits/index.ts';
import type { Problem } from '../problem/index.ts';

/** The rows of a text of separated values, or why it is none. Every row has as many cells as the first. */
export type CsvReading =
  | { readonly ok: true; readonly rows: readonly (readonly string[])[] }
  | { readonly ok: false; readonly problem: Problem };

const SEPARATORS = [',', ';', '\t'];

/**
 * Reads separated values (RFC 4180) as spreadsheets write and copy them: with a byte order mark, with semicolons or tabs,
 * with lines that are cut short. The header decides what separates.
 */
export function readCsv(text: string): CsvReading {
  if (text.length > LIMITS.referenceBytes)
    return refused('csv-too-large', `The text is larger than ${LIMITS.referenceBytes / 1024 / 1024} MB.`);
  try {
    const rows = parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: LIMITS.referenceBytes,
    });
    return level(rows);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refused('csv-unreadable', `${error.message.replace(/[.:]?$/, '')}.`);
  }
}

/** The separator that the first line holds most of outside quotes; a comma where it holds none. */
function separatorOf(text: string): string {
  const [first = ''] = text.replaceAll(/"(?:[^"]|"")*"/g, '').split(/\r?\n/, 1);
  const counts = SEPARATORS.map((separator) => first.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** Cells that are missing at the end of a line are empty; more than the header has are told. */
function level(rows: readonly (readonly string[])[]): CsvReading {
  const width = rows[0]?.length ?? 0;
  const wide = rows.findIndex((row) => row.slice(width).some((cell) => cell !== ''));
  if (wide > 0)
    return refused('csv-unreadable', `Row ${wide + 1} has ${rows[wide]?.length} cells; the header has ${width}.`);
  return { ok: true, rows: rows.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? '')) };
}

function refused(code: string, message: string): CsvReading {
  return { ok: false, problem: { code, severity: 'error', message, path: '' } };
}
