import { Fault } from '../../../expression/fault.ts';
import { Duration } from '../../../expression/index.ts';
import { instantFromMs, instantToMs, isInstant, parseDuration } from '../../../time/index.ts';

/** Where the answers of comparisons about one value change: between two neighbours they are all the same. */
export interface Marks {
  readonly numbers: Set<number>;
  readonly texts: Set<string>;
  /** Values that something is compared with for being the same. */
  readonly points: Set<unknown>;
  readonly prefixes: Set<string>;
  /** What a list is asked to hold. */
  readonly held: Set<unknown>;
}

export function noMarks(): Marks {
  return { numbers: new Set(), texts: new Set(), points: new Set(), prefixes: new Set(), held: new Set() };
}

/** What an expression gives that fails for another reason than a field that is missing. */
export const FAILED = new Fault('');

const HOUR_MS = 3_600_000;
/** More than this many values that a list may hold or not come to too many lists. */
const HELD_MAX = 4;
/** Texts that begin like a number, and texts that do not, from the least to the greatest. */
const TEXTS = ['\t0', '!', '+1', '-1', '.5', '0', '5x', '9~', 'A', 'Infinity', 'a', '~', '\ufeff5'];

/**
 * One value at least of each kind that the comparisons can tell apart, those first that people would think of. Undefined
 * where the marks are of kinds that cut across each other.
 */
export function valuesAround(marks: Marks, computed: boolean): readonly unknown[] | undefined {
  const kinds = [marks.numbers, marks.texts, marks.prefixes, marks.held].filter(({ size }) => size > 0);
  if (kinds.length > 1 || marks.held.size > HELD_MAX) return undefined;
  // A number is compared with a text as with the number that it spells; the empty text spells nought.
  const spelling = [...marks.texts].map(Number).filter(Number.isFinite);
  const numbers = numbersAround([...marks.numbers, ...spelling]);
  const texts = textsAround([...marks.texts]);
  const prefixed = [...marks.prefixes].flatMap((prefix) => [`${prefix}…`, prefix]);
  const plain = [
    ...numbers,
    ...texts,
    ...prefixed,
    ...[...marks.points].map(another),
    'other',
    0,
    true,
    false,
    null,
    undefined,
  ];
  // A text, and a list of one, are ordered as the number that they spell.
  const spelt = numbers.flatMap((each) => [String(each), ` ${each}`, [each]]);
  const odd = ['', 'x', '5x', Number.NaN, {}, [], ...TEXTS, ...texts.map((text) => [text])];
  return [...plain, ...spelt, ...odd, ...lists([...marks.held]), ...(computed ? [...durations(marks), FAILED] : [])];
}

/** No fact is the very list or object that a comparison was written with. */
function another(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? JSON.parse(JSON.stringify(value)) : value;
}

function numbersAround(marks: readonly number[]): readonly number[] {
  const sorted = [...new Set(marks)].sort((a, b) => a - b);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const between = sorted.slice(1).map((mark, at) => middle(sorted[at] ?? mark, mark));
  const inside = sorted.flatMap((mark, at) => [mark, ...(between[at] === undefined ? [] : [between[at]])]);
  return [below(first), ...inside, above(last)];
}

/** A round number between two, where there is one. */
function middle(low: number, high: number): number {
  const round = Math.round((low + high) / 2);
  return round > low && round < high ? round : low / 2 + high / 2;
}

const below = (mark: number) => (mark - 1 < mark ? mark - 1 : Number.NEGATIVE_INFINITY);
const above = (mark: number) => (mark + 1 > mark ? mark + 1 : Number.POSITIVE_INFINITY);

function textsAround(marks: readonly string[]): readonly string[] {
  const sorted = [...new Set(marks)].sort((a, b) => (a < b ? -1 : 1));
  return sorted.flatMap((mark, at) => {
    const next = sorted[at + 1];
    const after = next !== undefined && isInstant(mark) && isInstant(next) ? between(mark, next) : `${mark}\u0000`;
    if (!isInstant(mark)) return [mark, after, `${mark}~`];
    const ms = instantToMs(mark);
    const outside = [...(at === 0 ? [ms - HOUR_MS] : []), ...(next === undefined ? [ms + HOUR_MS] : [])];
    return [...outside.map(instantFromMs), mark, after];
  });
}

function between(low: string, high: string): string {
  const ms = Math.floor((instantToMs(low) + instantToMs(high)) / 2);
  return ms > instantToMs(low) ? instantFromMs(ms) : `${low}\u0000`;
}

/** A list for every choice of the values that it may hold. */
function lists(held: readonly unknown[]): readonly unknown[][] {
  if (held.length === 0) return [];
  return Array.from({ length: 2 ** held.length }, (_, choice) => held.filter((_each, at) => (choice >> at) & 1));
}

/** A computed value may be a duration, which is ordered by its length: against numbers, and texts that spell one. */
function durations(marks: Marks): readonly Duration[] {
  const spelt = [...marks.texts, ...marks.points].flatMap((text) => {
    try {
      return typeof text === 'string' ? [parseDuration(text)] : [];
    } catch {
      return [];
    }
  });
  const numbers = [...marks.points].filter((each) => typeof each === 'number');
  return numbersAround([...marks.numbers, ...numbers, ...spelt, 0]).map((ms) => new Duration(ms));
}
