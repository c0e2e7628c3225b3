import { compilePattern, Duration, nearestName } from '../expression/index.ts';
import {
  accuracyOf,
  distanceM,
  distanceToEdgeM,
  inZone,
  type Position,
  readPosition,
  type Zone,
} from '../geo/index.ts';
import { instantToMs, isInstant, parseDuration } from '../time/index.ts';
import { readReach, zoneAt } from './places.ts';

/** Why two values cannot be compared at all: the leaf is false, whatever is decorated around it. */
export class Unfit {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** What a condition is asked about, by the names of the facts; plain JSON, of which only own keys are read. */
export type Facts = Readonly<Record<string, unknown>>;

/** Compares what a fact holds (left) with the value of the condition (right). */
export type Compare = (left: unknown, right: unknown, facts: Facts) => boolean | Unfit;

interface Operator {
  /** Of json-rules-engine, with exactly its meaning; the others are ours. */
  readonly standard: boolean;
  /** Works without a `value`. */
  readonly valueless?: boolean;
  /** Facts that it reads beside what it compares. */
  readonly reads?: readonly string[];
  readonly help: string;
  /** The comparison, or the sentence for the user when the literal cannot be used. A fact as value comes as `ANY`. */
  readonly prepare: (value: unknown) => Compare | string;
}

/** Stands for a value that is known only when facts are. */
export const ANY: unique symbol = Symbol('any');

export const OPERATORS = {
  equal: { standard: true, help: 'is the same', prepare: () => (left, right) => left === right },
  notEqual: { standard: true, help: 'is not the same, or missing', prepare: () => (left, right) => left !== right },
  lessThan: { standard: true, help: 'is less', prepare: () => ordering((a, b) => a < b) },
  lessThanInclusive: { standard: true, help: 'is less or the same', prepare: () => ordering((a, b) => a <= b) },
  greaterThan: { standard: true, help: 'is more', prepare: () => ordering((a, b) => a > b) },
  greaterThanInclusive: { standard: true, help: 'is more or the same', prepare: () => ordering((a, b) => a >= b) },
  in: { standard: true, help: 'is one of a list', prepare: (value) => listed(value, true) },
  notIn: { standard: true, help: 'is none of a list, or missing', prepare: (value) => listed(value, false) },
  contains: {
    standard: true,
    help: 'is a list that holds the value',
    prepare: () => (left, right) => Array.isArray(left) && left.includes(right),
  },
  doesNotContain: {
    standard: true,
    help: 'is a list that does not hold the value; false when missing',
    prepare: () => (left, right) => Array.isArray(left) && !left.includes(right),
  },
  between: { standard: false, help: 'lies between two values, ends included', prepare: between },
  startsWith: {
    standard: false,
    help: 'is a text that begins with the value',
    prepare: (value) =>
      value !== ANY && typeof value !== 'string'
        ? 'startsWith takes a text.'
        : (left, right) => typeof left === 'string' && typeof right === 'string' && left.startsWith(right),
  },
  matches: { standard: false, help: 'is a text in which an RE2 pattern occurs', prepare: matches },
  olderThan: {
    standard: false,
    reads: ['now'],
    help: 'is an instant longer ago than a duration',
    prepare: olderThan,
  },
  withinZone: {
    standard: false,
    help: 'is a position in a zone: the id of one, a circle, a polygon or a place with a radius',
    prepare: (value) => zoned(value, inZone),
  },
  notWithinZone: {
    standard: false,
    help: 'is a position, and not in a zone',
    prepare: (value) => zoned(value, (at, zone) => !inZone(at, zone)),
  },
  surelyWithinZone: {
    standard: false,
    help: 'is a position in a zone with the whole circle of its accuracyM',
    prepare: (value) => zoned(value, (at, zone, left) => distanceToEdgeM(at, zone) + (accuracyOf(left) ?? 0) <= 0),
  },
  surelyOutsideZone: {
    standard: false,
    help: 'is a position of which no part of the circle of its accuracyM is in a zone',
    prepare: (value) => zoned(value, (at, zone, left) => distanceToEdgeM(at, zone) > (accuracyOf(left) ?? 0)),
  },
  nearerThanKm: {
    standard: false,
    help: 'is a position less than so many km from another: { lat, lon, km }',
    prepare: (value) => reached(value, (km, limit) => km < limit),
  },
  fartherThanKm: {
    standard: false,
    help: 'is a position more than so many km from another: { lat, lon, km }',
    prepare: (value) => reached(value, (km, limit) => km > limit),
  },
  isKnown: {
    standard: false,
    valueless: true,
    help: 'is there: neither missing nor null',
    prepare: (value) => known(value, 'isKnown', false),
  },
  isMissing: {
    standard: false,
    valueless: true,
    help: 'is missing or null',
    prepare: (value) => known(value, 'isMissing', true),
  },
} as const satisfies Record<string, Operator>;

const byName: ReadonlyMap<string, Operator> = new Map(Object.entries(OPERATORS));

/** The bare operator of `not:someFact:equal`. */
export function findOperator(name: string): Operator | undefined {
  return byName.get(name.slice(name.lastIndexOf(':') + 1));
}

/** Why an operator cannot be used: because of its own name, or because of the value. */
export interface Misuse {
  readonly field: 'operator' | 'value';
  readonly message: string;
}

/** The comparison that an operator with its decorators stands for. */
export function prepareOperator(name: string, value: unknown): Compare | Misuse {
  const parts = name.split(':');
  const bare = parts.pop() ?? '';
  const operator = byName.get(bare);
  if (!operator) return unknown('operator', bare, byName.keys());
  if (parts.length > DECORATORS_MAX)
    return { field: 'operator', message: `An operator takes at most ${DECORATORS_MAX} decorators.` };
  for (const decorator of parts) {
    if (!decorators.has(decorator)) return unknown('decorator', decorator, decorators.keys());
    if (!operator.standard && decoratesValue.has(decorator))
      return { field: 'operator', message: `${bare} cannot be decorated with ${decorator}.` };
  }
  // What a decorator changes about the value, the literal check of the operator does not know.
  const plain = parts.some((decorator) => decoratesValue.has(decorator)) ? ANY : value;
  const compare = operator.prepare(plain);
  if (typeof compare === 'string') return { field: 'value', message: compare };
  return parts.reduceRight<Compare>((next, decorator) => decorators.get(decorator)?.(next) ?? next, compare);
}

const DECORATORS_MAX = 8;

function unknown(what: string, name: string, names: Iterable<string>): Misuse {
  const near = nearestName(name, names);
  const message = `There is no ${what} “${name.slice(0, 60)}”${near ? `; did you mean “${near}”?` : '.'}`;
  return { field: 'operator', message };
}

const decoratesValue: ReadonlySet<string> = new Set(['someValue', 'everyValue', 'swap']);

const decorators: ReadonlyMap<string, (next: Compare) => Compare> = new Map([
  [
    'someFact',
    (next: Compare): Compare =>
      (left, right, facts) =>
        some(left, false, (item) => next(item, right, facts)),
  ],
  [
    'everyFact',
    (next: Compare): Compare =>
      (left, right, facts) =>
        every(left, false, (item) => next(item, right, facts)),
  ],
  [
    'someValue',
    (next: Compare): Compare =>
      (left, right, facts) =>
        some(right, true, (item) => next(left, item, facts)),
  ],
  [
    'everyValue',
    (next: Compare): Compare =>
      (left, right, facts) =>
        every(right, true, (item) => next(left, item, facts)),
  ],
  [
    'swap',
    (next: Compare): Compare =>
      (left, right, facts) =>
        next(right, left, facts),
  ],
  [
    'not',
    (next: Compare): Compare =>
      (left, right, facts) => {
        const result = next(left, right, facts);
        return result instanceof Unfit ? result : !result;
      },
  ],
]);

function some(list: unknown, needed: boolean, test: (item: unknown) => boolean | Unfit): boolean | Unfit {
  if (!Array.isArray(list)) return needed ? new Unfit('The value is not a list') : false;
  for (const item of list) {
    const result = test(item);
    if (result !== false) return result;
  }
  return false;
}

function every(list: unknown, needed: boolean, test: (item: unknown) => boolean | Unfit): boolean | Unfit {
  if (!Array.isArray(list)) return needed ? new Unfit('The value is not a list') : false;
  for (const item of list) {
    const result = test(item);
    if (result !== true) return result;
  }
  return true;
}

/** json-rules-engine looks whether the left side begins like a number, then compares as JavaScript does. */
function ordering(test: (a: number | string, b: number | string) => boolean): Compare {
  return (left, right) => {
    // A number need not be written out to be seen to be one.
    if (typeof left === 'number' && typeof right === 'number') return test(left, right);
    if (Number.isNaN(Number.parseFloat(asText(left) ?? ''))) return false;
    const [a, b] = [comparable(left), comparable(right)];
    return a === undefined || b === undefined ? new Unfit('The values have no order') : test(a, b);
  };
}

/** What JavaScript makes of a value before it compares it. */
function comparable(value: unknown): number | string | undefined {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'boolean' || value === null) return Number(value);
  return value === undefined ? Number.NaN : asText(value);
}

function asText(value: unknown): string | undefined {
  try {
    return String(value);
  } catch {
    // An object with a field called toString has no text.
    return undefined;
  }
}

function listed(value: unknown, wanted: boolean): Compare | string {
  if (value !== ANY && !Array.isArray(value) && typeof value !== 'string') return 'in and notIn take a list.';
  return (left, right) => {
    if (Array.isArray(right)) return right.indexOf(left) >= 0 === wanted;
    const text = typeof right === 'string' ? asText(left) : undefined;
    return text === undefined ? new Unfit('The value is not a list') : String(right).includes(text) === wanted;
  };
}

function between(value: unknown): Compare | string {
  if (value !== ANY && !isRange(value))
    return 'between takes a list of two numbers, instants or texts, the lower first.';
  return (left, right) => {
    if (!isRange(right)) return new Unfit('The value is not a pair, the lower first');
    const [low, high] = right;
    return (
      (typeof left === 'number' || typeof left === 'string') &&
      typeof left === typeof low &&
      low <= left &&
      left <= high
    );
  };
}

function isRange(value: unknown): value is readonly [number, number] | readonly [string, string] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [low, high]: readonly unknown[] = value;
  if (typeof low === 'number') return typeof high === 'number' && low <= high;
  return typeof low === 'string' && typeof high === 'string' && low <= high;
}

function matches(value: unknown): Compare | string {
  if (typeof value !== 'string') return 'The pattern of matches must be written out, not taken from a fact.';
  const pattern = compilePattern(value);
  if (typeof pattern === 'string') return pattern;
  return (left) => typeof left === 'string' && pattern.test(left);
}

function olderThan(value: unknown): Compare | string {
  const fixed = value === ANY ? undefined : lengthMs(value);
  if (value !== ANY && fixed === undefined) return 'olderThan takes a duration such as 2h or PT2H.';
  return (left, right, facts) => {
    const now = Object.hasOwn(facts, 'now') ? facts.now : undefined;
    const length = fixed ?? lengthMs(right);
    if (!isInstant(left)) return false;
    if (length === undefined || !isInstant(now))
      return new Unfit(`There is no ${length === undefined ? 'duration' : 'clock'}`);
    return instantToMs(now) - instantToMs(left) > length;
  };
}

/** A zone by its id is looked up when it is asked for, since a workflow declares it beside the condition. */
function zoned(value: unknown, holds: (at: Position, zone: Zone, left: unknown) => boolean): Compare | string {
  const fixed = value === ANY || typeof value === 'string' ? undefined : zoneAt(value, {});
  if (typeof fixed === 'string') return fixed;
  return (left, right, facts) => {
    const zone = fixed ?? zoneAt(right, facts);
    if (typeof zone === 'string') return new Unfit(zone.replace(/\.$/, ''));
    const at = readPosition(left);
    return at !== undefined && holds(at, zone, left);
  };
}

function reached(value: unknown, holds: (km: number, limit: number) => boolean): Compare | string {
  if (value !== ANY && !readReach(value)) return 'The value is a position and a distance: { lat, lon, km }.';
  return (left, right) => {
    const reach = readReach(right);
    if (!reach) return new Unfit('The value is not a position and a distance');
    const at = readPosition(left);
    return at !== undefined && holds(distanceM(at, reach.centre) / 1_000, reach.km);
  };
}

function known(value: unknown, name: string, missing: boolean): Compare | string {
  if (value !== ANY && value !== undefined && typeof value !== 'boolean') return `${name} takes true or false.`;
  return (left, right) => (left === undefined || left === null) === (right === false ? !missing : missing);
}

/** Milliseconds of a duration, or of a text that spells one. */
export function lengthMs(value: unknown): number | undefined {
  if (value instanceof Duration) return value.ms;
  if (typeof value !== 'string') return undefined;
  try {
    return parseDuration(value);
  } catch {
    return undefined;
  }
}
