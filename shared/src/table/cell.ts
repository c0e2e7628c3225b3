import type { CellType } from '../workflow/kinds/decide.ts';
import { allBut, type CellValues, EVERY_NUMBER, type Interval, isEmpty, together } from './cell-values.ts';
import { isOrdered, LITERALS, readLiteral, type Value } from './literal.ts';
import { partsOf } from './parts.ts';
import { insteadOf } from './slips.ts';

/** A unary test, read: the values that it holds for, and whether it holds where there is none. */
export interface Cell {
  readonly missing: boolean;
  readonly values: CellValues;
}

/** `says` tells what is wrong and what to write; `instead` is the text that was most likely meant. */
export type ReadCell =
  | { readonly ok: true; readonly cell: Cell }
  | { readonly ok: false; readonly says: string; readonly instead?: string };

/**
 * Reads a unary test of a column: `-` (anything, and nothing too), literals, `< <= > >=` and a literal, intervals such as
 * `[1..5)` or `]1..5[`, `null`, several of these with commas (or), `not(…)` around them. An empty cell is `-`. Where there
 * is no value only `-` and `null` hold. Never throws.
 */
export function readCell(text: string, type: CellType): ReadCell {
  const trimmed = text.trim();
  const read = readTests(trimmed, type);
  if (read.ok) return read;
  const instead = insteadOf(trimmed, type);
  return instead !== undefined && readTests(instead, type).ok ? { ...read, instead } : read;
}

function readTests(text: string, type: CellType): ReadCell {
  if (text === '' || text === '-') return { ok: true, cell: { missing: true, values: every(type) } };
  const not = /^not\s*\((.*)\)$/s.exec(text);
  const tests = partsOf(not?.[1] ?? text).map((part) => readTest(part, type));
  const wrong = tests.find((test) => 'says' in test);
  if (wrong && 'says' in wrong) return { ok: false, says: wrong.says };
  const good = tests.filter((test) => 'missing' in test);
  const values = union(good, type);
  return {
    ok: true,
    cell: not ? { missing: false, values: allBut(values) } : { missing: good.some((test) => test.missing), values },
  };
}

interface Test {
  readonly missing: boolean;
  readonly value?: Value;
  readonly interval?: Interval;
}
type ReadTest = Test | { readonly says: string };

function readTest(text: string, type: CellType): ReadTest {
  if (text === 'null') return { missing: true };
  const compared = /^(<=|>=|<|>)\s*(.*)$/s.exec(text);
  if (compared) return comparison(compared[1] ?? '', compared[2] ?? '', type);
  const bounds = /^([[\](])(.*)\.\.(.*)([\])[])$/s.exec(text);
  if (bounds) return interval(text, bounds, type);
  const value = readLiteral(text, type);
  if (value === undefined) return { says: `${quoted(text)} is not ${LITERALS[type].name}. ${write(type)}` };
  return typeof value === 'number'
    ? { missing: false, interval: { from: value, fromIncluded: true, to: value, toIncluded: true } }
    : { missing: false, value };
}

function comparison(operator: string, text: string, type: CellType): ReadTest {
  if (!isOrdered(type)) return { says: `${quoted(`${operator} ${text}`)}: ${unordered(type)} ${write(type)}` };
  const value = readLiteral(text, type);
  if (typeof value !== 'number') return { says: `${quoted(text)} is not ${LITERALS[type].name}. ${write(type)}` };
  const included = operator.endsWith('=');
  return {
    missing: false,
    interval: operator.startsWith('<')
      ? { ...EVERY_NUMBER, to: value, toIncluded: included }
      : { ...EVERY_NUMBER, from: value, fromIncluded: included },
  };
}

function interval(text: string, [, open, first, last, close]: RegExpExecArray, type: CellType): ReadTest {
  if (!isOrdered(type)) return { says: `${quoted(text)}: ${unordered(type)} ${write(type)}` };
  const from = readLiteral((first ?? '').trim(), type);
  const to = readLiteral((last ?? '').trim(), type);
  if (typeof from !== 'number' || typeof to !== 'number') {
    const wrong = typeof from === 'number' ? last : first;
    return { says: `${quoted((wrong ?? '').trim())} is not ${LITERALS[type].name}. ${write(type)}` };
  }
  const made: Interval = { from, fromIncluded: open === '[', to, toIncluded: close === ']' };
  return isEmpty(made)
    ? { says: `Nothing lies in ${quoted(text)}. Write the lesser bound first, or include it with [ and ].` }
    : { missing: false, interval: made };
}

function union(tests: readonly Test[], type: CellType): CellValues {
  if (isOrdered(type))
    return { kind: 'intervals', intervals: together(tests.flatMap((test) => (test.interval ? [test.interval] : []))) };
  const values = tests.flatMap((test) => (test.value === undefined ? [] : [test.value]));
  return { kind: 'set', values: [...new Set(values)].sort(), allBut: false };
}

function every(type: CellType): CellValues {
  return isOrdered(type) ? { kind: 'intervals', intervals: [EVERY_NUMBER] } : { kind: 'set', values: [], allBut: true };
}

/** What one may write into a cell of a column. */
function write(type: CellType): string {
  const { like } = LITERALS[type];
  if (type === 'boolean') return 'Write true, false, null or -.';
  return isOrdered(type)
    ? `Write ${like}, a comparison such as > ${EXAMPLE[type]}, an interval such as [${EXAMPLE[type]}..${LATER[type]}), null or -.`
    : `Write ${like}, several with commas, not(${like}), null or -.`;
}

const EXAMPLE: Readonly<Record<CellType, string>> = {
  text: '',
  boolean: '',
  number: '1',
  instant: '2026-03-01',
  duration: '1h',
};
const LATER: Readonly<Record<CellType, string>> = { ...EXAMPLE, number: '5', instant: '2026-04-01', duration: '2h' };

function unordered(type: CellType): string {
  return type === 'text' ? 'texts have no order.' : 'true and false have no order.';
}

function quoted(text: string): string {
  return `“${text.slice(0, 60)}”`;
}
