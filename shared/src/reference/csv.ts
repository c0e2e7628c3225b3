import { readCsv, writeCsv } from '../csv/index.ts';
import { LIMITS } from '../limits/index.ts';
import type { Problem } from '../problem/index.ts';
import { cellOf, typeOfCells } from './cells.ts';
import { checkReference } from './check.ts';
import { type ReferenceTable, referenceTableSchema } from './table.ts';

/** What a file does not say of itself. Columns and keys may be named as in the file or as steps read them. */
export interface CsvOptions {
  readonly id: string;
  readonly title?: string | undefined;
  /** The first column where none are named. */
  readonly key?: readonly string[] | undefined;
  /** The types of columns that are not to be found out. */
  readonly columns?: ReferenceTable['columns'] | undefined;
}

export type CsvTable =
  | { readonly ok: true; readonly table: ReferenceTable; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a table from separated values with a header. Types are found out, but for keys: what identifies is a text, though
 * it be made of digits. Problems name row (the header is row 1) and column; the paths are those of the table.
 */
export function readReferenceCsv(text: string, options: CsvOptions): CsvTable {
  const read = readCsv(text);
  if (!read.ok) return { ok: false, problems: [read.problem] };
  const [header = [], ...body] = read.rows;
  const numbered = body.flatMap((row, at) => (row.every((cell) => cell.trim() === '') ? [] : [{ row, line: at + 2 }]));
  const names = header.map(columnName);
  const shape = shapeProblems(header, names, numbered.length);
  if (shape.length > 0) return { ok: false, problems: shape };
  const key = (options.key ?? []).map((name) => columnName(name));
  const table = typed(names, numbered, { ...options, key: key.length > 0 ? key : names.slice(0, 1) });
  const found = table.problems.length > 0 ? table.problems : checkReference(table.made);
  // Behind lines that are left out, and the header, a row stands elsewhere in the file.
  const problems = found.map((problem) => ({
    ...problem,
    message: problem.message.replaceAll(/\b([Rr])ow (\d+)/g, (whole, letter: string, row: string) => {
      const line = numbered[Number(row) - 1]?.line;
      return line === undefined ? whole : `${letter}ow ${line}`;
    }),
  }));
  if (problems.length > 0) return { ok: false, problems };
  const parsed = referenceTableSchema.safeParse(table.made);
  if (parsed.success) return { ok: true, table: parsed.data, problems: [] };
  return {
    ok: false,
    problems: parsed.error.issues
      .slice(0, 20)
      .map(({ message, path }) => error('invalid-shape', message, `/${path.join('/')}`)),
  };
}

/** The same table as separated values, with its columns' names as the header. */
export function writeReferenceCsv(table: ReferenceTable): string {
  return writeCsv([table.columns.map(({ name }) => name), ...table.rows]);
}

/** The name under which steps read a column: “Free days” is `freeDays`. */
export function columnName(header: string): string {
  const text = header.trim();
  if (/^[a-z][A-Za-z0-9]*$/.test(text)) return text;
  const words = text
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return words
    .map((word, at) => {
      const rest = /^[A-Z0-9]+$/.test(word) ? word.slice(1).toLowerCase() : word.slice(1);
      return (at === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + rest;
    })
    .join('');
}

interface Numbered {
  readonly row: readonly string[];
  readonly line: number;
}

function typed(
  names: readonly string[],
  rows: readonly Numbered[],
  options: CsvOptions & { readonly key: readonly string[] },
) {
  const columns = names.map((name, at) => {
    const known = options.columns?.find((column) => columnName(column.name) === name);
    if (known) return { name, type: known.type };
    return {
      name,
      type: options.key.includes(name) ? ('text' as const) : typeOfCells(rows.map(({ row }) => row[at] ?? '')),
    };
  });
  const problems: Problem[] = [];
  const cells = rows.map(({ row }, at) =>
    columns.map(({ name, type }, column) => {
      const cell = cellOf(type, row[column] ?? '');
      if (cell !== undefined) return cell;
      if (problems.length < 100)
        problems.push(
          error('wrong-cell', `Row ${at + 1}, “${name}”: “${row[column]}” is no ${type}.`, `/rows/${at}/${column}`),
        );
      return null;
    }),
  );
  const made: ReferenceTable = {
    kind: 'table',
    id: options.id,
    ...(options.title ? { title: options.title } : {}),
    columns,
    key: [...options.key],
    rows: cells,
  };
  return { made, problems };
}

function shapeProblems(header: readonly string[], names: readonly string[], rows: number): Problem[] {
  if (names.length === 0) return [error('empty-file', 'The file is empty: its first row names the columns.', '')];
  if (rows > LIMITS.referenceRows)
    return [error('too-large', `The file has ${rows} rows; a table has at most ${LIMITS.referenceRows}.`, '/rows')];
  if (names.length > LIMITS.referenceColumns)
    return [
      error(
        'too-large',
        `The file has ${names.length} columns; a table has at most ${LIMITS.referenceColumns}.`,
        '/columns',
      ),
    ];
  return names.flatMap((name, at) =>
    /^[a-z][A-Za-z0-9]{0,63}$/.test(name)
      ? []
      : [
          error(
            'invalid-column',
            `Column ${at + 1} is called “${header[at]}”: a name begins with a letter and has at most 64.`,
            `/columns/${at}/name`,
          ),
        ],
  );
}

function error(code: string, message: string, path: string): Problem {
  return { code, severity: 'error', message, path };
}
