import { Duration } from '../../expression/index.ts';
import type { CellType } from '../../workflow/kinds/decide.ts';
import { atStep, type Meant, type MeantGive, type MeantTest, type RandomTable, STEPS, TEXTS } from './random-table.ts';

/** A value of a column, or null for none; ordered types as numbers. */
export type Point = readonly (string | number | boolean | null)[];

/** Every combination of values that the cells of a random table could tell apart, with and without a value. */
export function gridOf({ config }: RandomTable): readonly Point[] {
  return config.inputs.reduce<Point[]>(
    (points, { type }) => points.flatMap((point) => valuesOf(type).map((value) => [...point, value])),
    [[]],
  );
}

function valuesOf(type: CellType): Point {
  if (type === 'text') return [...TEXTS, 'none of them', null];
  if (type === 'boolean') return [true, false, null];
  const steps = Array.from({ length: 2 * STEPS + 1 }, (_, n) => atStep(type, n / 2 - 0.5));
  return [...steps, null];
}

/** What an expression would give for a value of a column. */
export function givenAs(value: Point[number], type: CellType, asText: boolean): unknown {
  if (typeof value !== 'number' || type === 'number') return value;
  if (type === 'instant') return new Date(value).toISOString();
  return asText ? new Duration(value).toJSON() : new Duration(value);
}

export function holds(meant: Meant, value: Point[number]): boolean {
  if (meant.kind === 'anything') return true;
  const some = meant.tests.some((test) => holdsTest(test, value));
  return meant.not ? value !== null && !some : some;
}

function holdsTest(test: MeantTest, value: Point[number]): boolean {
  if (test.kind === 'nothing') return value === null;
  if (value === null) return false;
  if (test.kind === 'is') return value === test.value;
  if (typeof value !== 'number') return false;
  if (test.kind === 'between') {
    if (value === test.from) return test.fromIncluded;
    if (value === test.to) return test.toIncluded;
    return value > test.from && value < test.to;
  }
  if (value === test.value) return test.operator.endsWith('=');
  return test.operator.startsWith('<') ? value < test.value : value > test.value;
}

/** Whether every column may hold its value. */
export function allowed({ domains }: RandomTable, point: Point): boolean {
  return point.every((value, column) => {
    const domain = domains[column];
    return value === null || !domain || holds(domain, value);
  });
}

/** The rows that hold, one after the other. */
export function rowsHolding({ when }: RandomTable, point: Point): readonly number[] {
  return [...when.keys()].filter((row) => when[row]?.every((cell, column) => holds(cell, point[column] ?? null)));
}

/** What a table says by the text of the standard: outputs by column, `none` where no row holds, or `conflict`. */
export function answerOf(
  { config, give }: RandomTable,
  rows: readonly number[],
): { readonly rows: readonly number[]; readonly outputs: unknown } | 'none' | 'conflict' {
  if (rows.length === 0) return 'none';
  const gives = (row: number): readonly MeantGive[] => give[row] ?? [];
  const one = (row: number, by: readonly number[]) => ({ rows: by, outputs: gives(row).map(({ value }) => value) });
  const lists = (order: readonly number[]) => ({
    rows: order,
    outputs: config.outputs.map((_, column) => order.map((row) => gives(row)[column]?.value)),
  });
  const [first = 0] = rows;
  switch (config.hitPolicy) {
    case 'unique':
      return rows.length > 1 ? 'conflict' : one(first, rows);
    case 'first':
      return one(first, [first]);
    case 'any': {
      const texts = new Set(rows.map((row) => JSON.stringify(gives(row).map(({ value }) => value))));
      return texts.size > 1 ? 'conflict' : one(first, rows);
    }
    case 'priority': {
      const [best = 0] = ranked(rows, gives);
      return one(best, [best]);
    }
    case 'ruleOrder':
      return lists(rows);
    case 'outputOrder':
      return lists(ranked(rows, gives));
    case 'collect': {
      if (!config.aggregate) return lists(rows);
      const numbers = rows.map((row) => gives(row)[0]?.value).filter((value) => typeof value === 'number');
      const made = {
        count: () => rows.length,
        sum: () => numbers.reduce((a, b) => a + b, 0),
        min: () => Math.min(...numbers),
        max: () => Math.max(...numbers),
      }[config.aggregate];
      return { rows, outputs: [numbers.length === 0 && config.aggregate !== 'count' ? null : made()] };
    }
  }
}

/** By the first output column, in which a row that gives null ranks last. */
function ranked(rows: readonly number[], gives: (row: number) => readonly MeantGive[]): readonly number[] {
  const order = ['hi', 'mid', 'lo', null];
  const rank = (row: number) => order.indexOf(gives(row)[0]?.value as string | null);
  return [...rows].sort((a, b) => rank(a) - rank(b) || a - b);
}

/** The row that counts where rows are in an order of rank; undefined where none holds. */
export function winner(table: RandomTable, rows: readonly number[]): number | undefined {
  if (table.config.hitPolicy === 'first') return rows[0];
  return ranked(rows, (row) => table.give[row] ?? [])[0];
}
