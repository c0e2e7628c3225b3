import { compileExpression, type Expression } from '../../expression/index.ts';
import type { Problem } from '../../problem/index.ts';
import { holdsFor } from '../cell-values.ts';
import {
  analyseTable,
  type Cell,
  type CompiledTable,
  compileTable,
  decideTable,
  readCell,
  valueFrom,
} from '../index.ts';
import { allowed, answerOf, givenAs, gridOf, holds, type Point, rowsHolding, winner } from './brute-force.ts';
import { drawFrom, type RandomTable, randomTable } from './random-table.ts';

/** What came of comparing tables with brute force; `differences` are empty where both agree. */
export interface CheckedTables {
  tables: number;
  points: number;
  differences: string[];
  gaps: number;
  overlaps: number;
  masked: number;
  redundant: number;
  mergeable: number;
}

/** Decides and analyses random tables, and asks brute force over a grid the same. */
export function checkTables({ cases, seed }: { readonly cases: number; readonly seed: number }): CheckedTables {
  const told: CheckedTables = {
    tables: 0,
    points: 0,
    differences: [],
    gaps: 0,
    overlaps: 0,
    masked: 0,
    redundant: 0,
    mergeable: 0,
  };
  for (let at = 0; at < cases && told.differences.length < 20; at += 1) checkTable(seed + at, told);
  return told;
}

function checkTable(seed: number, told: CheckedTables): void {
  const table = randomTable(drawFrom(seed));
  const grid = gridOf(table);
  const differs = (text: string) => {
    told.differences.push(`seed ${seed}: ${text} in ${JSON.stringify(table.config)}`);
  };
  told.tables += 1;
  told.points += grid.length;
  checkAnswers(table, grid, differs);
  const problems = analyseTable(table.config);
  const found = (code: string) => problems.filter((problem) => problem.code === code);
  const cut = found('table-analysis-cut')[0]?.message ?? '';
  const within = grid.filter((point) => allowed(table, point));
  const [gaps, overlaps] = [found('table-gap'), found('table-overlap')];
  const [masked, redundant, mergeable] = [
    found('table-masked-row'),
    found('table-redundant-row'),
    found('table-mergeable-rows'),
  ];
  told.gaps += gaps.length;
  told.overlaps += overlaps.length;
  told.masked += masked.length;
  told.redundant += redundant.length;
  told.mergeable += mergeable.length;
  if (table.when.length === 0) return;
  if (!cut.includes('no row covers')) checkGaps(table, within, gaps, differs);
  if (!cut.includes('hold together')) checkOverlaps(table, within, overlaps, differs);
  checkIdleRows(table, within, { masked, redundant, overlaps }, differs);
  for (const problem of mergeable) checkMerge(table, within, problem, differs);
}

type Differs = (text: string) => void;

const expressionOf = (text: string): Expression => {
  const compiled = compileExpression(text);
  if (!compiled.ok) throw new Error(`does not compile: ${text}`);
  return compiled.expression;
};

/** The compiled table against the text of the standard, at every point. */
function checkAnswers(table: RandomTable, grid: readonly Point[], differs: Differs): void {
  const compiled = compileTable(table.config, expressionOf);
  for (const [at, point] of grid.entries()) {
    const answer = askAt(table, compiled, point, at % 2 === 0);
    const meant = allowed(table, point) ? answerOf(table, rowsHolding(table, point)) : 'outside';
    if (answer !== JSON.stringify(meant))
      differs(`${answer}, not ${JSON.stringify(meant)}, at ${JSON.stringify(point)}`);
  }
}

/** The answer of a compiled table in the form of the brute one. */
function askAt({ config }: RandomTable, compiled: CompiledTable, point: Point, asText: boolean): string {
  const subject = Object.fromEntries(
    config.inputs.map(({ id, type }, column) => [id, givenAs(point[column] ?? null, type, asText)]),
  );
  const answer = decideTable(compiled, { hitPolicy: config.hitPolicy, aggregate: config.aggregate }, { subject });
  if (!answer.ok) return JSON.stringify(answer.code === 'table-input' ? 'outside' : 'conflict');
  if (answer.rows.length === 0) return JSON.stringify('none');
  const rows = answer.rows.map((id) => Number(id.slice(1)));
  return JSON.stringify({ rows, outputs: config.outputs.map(({ id }) => answer.outputs[id]) });
}

function checkGaps(table: RandomTable, within: readonly Point[], gaps: readonly Problem[], differs: Differs): void {
  const boxes = gaps.map((gap) => boxOf(table, gap));
  for (const gap of gaps) {
    const point = exampleOf(table, gap);
    if (rowsHolding(table, point).length > 0 || !allowed(table, point) || point.includes(null))
      differs(`a gap's example ${JSON.stringify(point)} is none`);
  }
  for (const point of within) {
    if (point.includes(null)) continue;
    const inside = boxes.filter((cells) => cells.every((cell, column) => covers(cell, point[column] ?? null))).length;
    const wanted = rowsHolding(table, point).length === 0 ? 1 : 0;
    if (inside !== wanted) differs(`${JSON.stringify(point)} lies in ${inside} gaps, not in ${wanted}`);
  }
}

/** The cells of the row that a gap's fix adds. */
function boxOf({ config }: RandomTable, { fix }: Problem): readonly Cell[] {
  const [operation] = fix?.patch ?? [];
  const value = operation && operation.op !== 'remove' ? operation.value : undefined;
  return (value as { readonly when: readonly string[] }).when.map((text, column) => {
    const read = readCell(text, config.inputs[column]?.type ?? 'text');
    if (!read.ok) throw new Error(`a gap's cell cannot be read: ${text}`);
    return read.cell;
  });
}

function covers({ missing, values }: Cell, value: Point[number]): boolean {
  return value === null ? missing : holdsFor(values, value);
}

function exampleOf({ config }: RandomTable, { example }: Problem): Point {
  return config.inputs.map(({ expression, type }) => valueFrom(example?.facts[expression], type) ?? null);
}

function checkOverlaps(
  table: RandomTable,
  within: readonly Point[],
  overlaps: readonly Problem[],
  differs: Differs,
): void {
  const { hitPolicy } = table.config;
  const pairs = new Set<string>();
  const text = (row: number) => JSON.stringify(table.give[row]?.map((each) => each.text));
  if (hitPolicy === 'unique' || hitPolicy === 'any')
    for (const point of within) {
      const rows = rowsHolding(table, point);
      for (const a of rows)
        for (const b of rows) if (a < b && (hitPolicy === 'unique' || text(a) !== text(b))) pairs.add(`${a} ${b}`);
    }
  const told = overlaps.map(({ message }) => [...message.matchAll(/\(r(\d+)\)/g)].map(([, row]) => Number(row)));
  const names = told.map((pair) => pair.join(' ')).sort();
  if (names.join() !== [...pairs].sort().join()) differs(`overlaps ${names}, not ${[...pairs].sort()}`);
  for (const [at, problem] of overlaps.entries()) {
    const rows = rowsHolding(table, exampleOf(table, problem));
    if (!told[at]?.every((row) => rows.includes(row))) differs(`an overlap's example shows ${rows}, not ${told[at]}`);
  }
}

function checkIdleRows(
  table: RandomTable,
  within: readonly Point[],
  { masked, redundant, overlaps }: Readonly<Record<'masked' | 'redundant' | 'overlaps', readonly Problem[]>>,
  differs: Differs,
): void {
  const { hitPolicy } = table.config;
  const row = ({ path }: Problem) => Number(path?.split('/')[2]);
  const held = within.map((point) => rowsHolding(table, point));
  const computed = table.give.some((gives) => gives[0]?.text.startsWith('='));
  const orders = hitPolicy === 'first' || (hitPolicy === 'priority' && !computed);
  const counting = new Set<number | undefined>(held.flatMap((rows) => (orders ? [winner(table, rows)] : [...rows])));
  const idle = [...table.when.keys()].filter((each) => !counting.has(each));
  const told = masked.map(row).sort((a, b) => a - b);
  if (told.join() !== idle.join()) differs(`masked ${told}, not ${idle}`);
  for (const problem of masked) {
    if (!problem.example) continue;
    const point = exampleOf(table, problem);
    if (!rowsHolding(table, point).includes(row(problem)))
      differs(`a masked row does not hold at ${JSON.stringify(point)}`);
  }
  if (!orders && hitPolicy !== 'any') return;
  if (overlaps.length > 0) return;
  const says = (gone: ReadonlySet<number>) => {
    const text = (each: number | undefined) => each !== undefined && table.give[each]?.map((give) => give.text);
    return JSON.stringify(
      held.map((rows) => {
        const left = rows.filter((each) => !gone.has(each));
        return text(orders ? winner(table, left) : left[0]);
      }),
    );
  };
  const gone = new Set([...masked, ...redundant].map(row));
  const all = says(new Set());
  if (says(gone) !== all) differs(`without rows ${[...gone]} it says otherwise`);
  for (const each of table.when.keys())
    if (!gone.has(each) && says(new Set([...gone, each])) === all) differs(`row ${each} could go too`);
}

/** Two rows as one must say what they said. */
function checkMerge(table: RandomTable, within: readonly Point[], { fix }: Problem, differs: Differs): void {
  const [replace, remove] = fix?.patch ?? [];
  if (replace?.op !== 'replace' || !remove) return;
  const [, , kept, , column] = replace.path.split('/').map(Number);
  const gone = Number(remove.path.split('/')[2]);
  const read = readCell(String(replace.value), table.config.inputs[column ?? 0]?.type ?? 'text');
  if (!read.ok) {
    differs(`a merged cell ${replace.value} cannot be read`);
    return;
  }
  for (const point of within) {
    const cell = covers(read.cell, point[column ?? 0] ?? null);
    const one = cell && !!table.when[kept ?? 0]?.every((meant, at) => at === column || holds(meant, point[at] ?? null));
    const both = rowsHolding(table, point).some((each) => each === kept || each === gone);
    if (one !== both) differs(`rows ${kept} and ${gone} are not one at ${JSON.stringify(point)}`);
  }
}
