import type { ConfigOf } from '../workflow/kinds/config.ts';
import type { CellType } from '../workflow/kinds/decide.ts';
import { type Cell, readCell } from './cell.ts';
import type { CellValues } from './cell-values.ts';
import { together } from './cell-values.ts';
import type { OutputColumn } from './hit-policy.ts';
import type { Value } from './literal.ts';
import { type Given, readOutput } from './output.ts';

/** A table whose cells are read. */
export interface ReadTable {
  readonly rows: readonly { readonly id: string; readonly when: readonly Cell[]; readonly give: readonly Given[] }[];
  /** What each input column may hold, where it says so. */
  readonly domains: readonly (Cell | undefined)[];
  readonly outputs: readonly OutputColumn[];
}

/** A cell that cannot be read; `path` is a JSON pointer inside the configuration. */
export interface CellProblem {
  readonly code: 'table-cell' | 'table-width';
  readonly path: string;
  readonly says: string;
  readonly instead?: string;
}

export type ReadCellsResult =
  | ({ readonly ok: true } & ReadTable)
  | { readonly ok: false; readonly problems: readonly CellProblem[] };

/** Reads every cell of a table; the rows must be as wide as the columns. Never throws. */
export function readCells(config: ConfigOf<'table'>): ReadCellsResult {
  const problems: CellProblem[] = [];
  const cell = (text: string, type: CellType, path: string): Cell => {
    const read = readCell(text, type);
    if (read.ok) return read.cell;
    problems.push({ code: 'table-cell', path, ...withoutOk(read) });
    return { missing: false, values: { kind: 'set', values: [], allBut: false } };
  };
  const output = (text: string, type: CellType, path: string): Given => {
    const read = readOutput(text, type);
    if (read.ok) return read.given;
    problems.push({ code: 'table-cell', path, ...withoutOk(read) });
    return { kind: 'value', value: null };
  };
  const domains = config.inputs.map((input, at) =>
    input.values
      ? union(input.values.map((text, n) => cell(text, input.type, `/inputs/${at}/values/${n}`)))
      : undefined,
  );
  const outputs = config.outputs.map(({ id, type, values }, at) => ({
    id,
    type,
    ranked: values?.flatMap((text, n): Value[] => {
      const path = `/outputs/${at}/values/${n}`;
      const given = output(text, type, path);
      if (given.kind === 'value') return given.value === null ? [] : [given.value];
      problems.push({ code: 'table-cell', path, says: 'A value of a column is written out; it cannot be computed.' });
      return [];
    }),
  }));
  const rows = config.rows.map((row, at) => {
    const width = (part: string, count: number, wanted: number, what: string) => {
      const says = `It has ${count} ${what}${count === 1 ? '' : 's'}, and the table has ${wanted}. Give as many.`;
      if (count !== wanted) problems.push({ code: 'table-width', path: `/rows/${at}/${part}`, says });
    };
    width('when', row.when.length, config.inputs.length, 'test');
    width('give', row.give.length, config.outputs.length, 'output');
    return {
      id: row.id,
      when: config.inputs.map(({ type }, n) => cell(row.when[n] ?? '-', type, `/rows/${at}/when/${n}`)),
      give: config.outputs.map(({ type }, n) => output(row.give[n] ?? 'null', type, `/rows/${at}/give/${n}`)),
    };
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, rows, domains, outputs };
}

function withoutOk({ says, instead }: { readonly says: string; readonly instead?: string }) {
  return { says, ...(instead === undefined ? {} : { instead }) };
}

/** What one of several cells holds for. */
function union(cells: readonly Cell[]): Cell {
  const [first, ...others] = cells;
  if (!first) return { missing: true, values: { kind: 'set', values: [], allBut: true } };
  return others.reduce((a, b) => ({ missing: a.missing || b.missing, values: either(a.values, b.values) }), first);
}

function either(a: CellValues, b: CellValues): CellValues {
  if (a.kind === 'intervals' || b.kind === 'intervals') {
    const intervals = [a, b].flatMap((each) => (each.kind === 'intervals' ? each.intervals : []));
    return { kind: 'intervals', intervals: together(intervals) };
  }
  if (!a.allBut && !b.allBut) return { ...a, values: [...new Set([...a.values, ...b.values])].sort() };
  // All but some, or something else: all but those of the former that the latter has not.
  const [most, other] = a.allBut ? [a, b] : [b, a];
  const lacks = other.allBut
    ? (value: Value) => other.values.includes(value)
    : (value: Value) => !other.values.includes(value);
  return { kind: 'set', values: most.values.filter(lacks), allBut: true };
}
