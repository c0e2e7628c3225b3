import type { Problem } from '@slipway/shared/problem';
import { describeDuration, parseDuration } from '@slipway/shared/time';
import type { Spot } from './cell-walk.ts';
import type { Table } from './table-config.ts';

/** What is wrong with a row as a whole, the worst first; cells tell of themselves. */
export interface RowMark {
  readonly severity: Problem['severity'];
  readonly message: string;
}

/** The row that a problem is about; undefined for the columns and for what concerns all rows. */
export function rowOfProblem(problem: Problem, base: string): number | undefined {
  const at = problem.path?.startsWith(`${base}/rows/`) ? problem.path.slice(base.length + 6) : '';
  const [row = ''] = at.split('/', 1);
  return /^\d+$/.test(row) ? Number(row) : undefined;
}

/** The cell that a pointer leads to, the first of its row where it names none; undefined where it leads to no row. */
export function spotOf(path: string | undefined, base: string, { inputs, outputs }: Table): Spot | undefined {
  const found = /^\/rows\/(\d+)(?:\/(when|give|note)(?:\/(\d+))?)?/.exec(
    path?.startsWith(base) ? path.slice(base.length) : '',
  );
  if (!found) return undefined;
  const [, row, part, index = '0'] = found;
  const before = { when: 0, give: inputs.length, note: inputs.length + outputs.length }[part ?? 'when'] ?? 0;
  return { row: Number(row), column: before + Number(index) };
}

const RANK: Readonly<Record<Problem['severity'], number>> = { error: 0, warning: 1, info: 2 };

/** By row, what its mark says. `base` is the pointer of the step's configuration. */
export function rowMarks(problems: readonly Problem[], base: string): ReadonlyMap<number, RowMark> {
  const marks = new Map<number, RowMark>();
  for (const problem of bySeverity(problems)) {
    const row = rowOfProblem(problem, base);
    if (row === undefined) continue;
    const before = marks.get(row);
    const message = before ? `${before.message}\n${problem.message}` : problem.message;
    marks.set(row, { severity: before?.severity ?? problem.severity, message });
  }
  return marks;
}

/** The problems of the table, the worst first, each group in the order of the rows. */
export function tableProblems(problems: readonly Problem[], base: string): readonly Problem[] {
  return bySeverity(problems.filter(({ path }) => path === base || path?.startsWith(`${base}/`)));
}

function bySeverity(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
}

/** The input that shows a problem, by the labels of the columns: `Tier = "gold", Late by = 3 h`. */
export function exampleText({ example }: Problem, { inputs }: Table, missing: string): string | undefined {
  if (!example) return undefined;
  const told = Object.entries(example.facts).map(([expression, value]) => {
    const input = inputs.find((each) => each.expression === expression);
    return `${input?.label || expression} = ${shown(value, input?.type, missing)}`;
  });
  return told.length > 0 ? told.join(', ') : undefined;
}

function shown(value: unknown, type: string | undefined, missing: string): string {
  if (value === null || value === undefined) return missing;
  if (type === 'duration' && typeof value === 'string') return lengthOf(value);
  return type === 'instant' && typeof value === 'string' ? value : JSON.stringify(value);
}

function lengthOf(text: string): string {
  try {
    return describeDuration(parseDuration(text));
  } catch {
    // Lengths below zero have no words.
    return text;
  }
}
