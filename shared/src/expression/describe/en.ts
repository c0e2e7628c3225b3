import type { Clause, Said } from '../../language/index.ts';
import { formatLocal, isInstant } from '../../time/index.ts';
import type { ExpressionWording } from './wording.ts';
import { isName, words } from './words.ts';

const LABELS: Readonly<Record<string, string>> = {
  'commitment.deliverBy': 'the commitment',
  'commitment.from': 'the start of the committed window',
};

const PLANNED: Readonly<Record<string, string>> = {
  planned: 'planned ',
  estimated: 'estimated ',
  requested: 'requested ',
};

const clause = (subject: Said, verb: string, rest: string): Clause => ({ subject, verb, rest });
const say = ({ subject, verb, rest }: Clause) => `${subject()} ${verb} ${rest}`;
const first = ([a]: readonly Said[]) => a?.();
const one =
  (text: (a: string) => string) =>
  ([a]: readonly Said[]) =>
    a ? text(a()) : undefined;
const two =
  (text: (a: string, b: string) => string) =>
  ([a, b]: readonly Said[]) =>
    a && b ? text(a(), b()) : undefined;
const verb =
  (is: string, rest: (b: string) => string) =>
  ([a, b]: readonly Said[]) =>
    a && b ? clause(a, is, rest(b())) : undefined;
const all = (of: string) => (args: readonly Said[]) => `the ${of} of ${args.map((each) => each()).join(' and ')}`;

/** “plus 2”, and of minus 2 “minus 2”. */
const signed = (b: string) => (/^(minus |-)/.test(b) ? `minus ${b.replace(/^(minus |-)/, '')}` : `plus ${b}`);

/** Expressions in English. */
export const ENGLISH: ExpressionWording = {
  path: (root, keys) => LABELS[keys.join('.')] ?? (keys.length === 0 ? `the ${root}` : words(keys)),
  value: (value) => {
    if (typeof value !== 'string') return String(value);
    if (isInstant(value)) return `${formatLocal(value, 'UTC')} UTC`;
    if (value === '') return 'empty';
    return isName(value) ? words([value]) : value;
  },
  milestone: (type, classifier) => `the ${PLANNED[classifier] ?? ''}time of ${words([type])}`,
  fieldOf: (field, of) => `${field()} of ${of()}`,
  ofStep: (field, title) => `${field} of “${title}”`,
  stands: (title, holds) => (holds ? `“${title}” holds` : `“${title}” holds no longer`),
  clause: say,
  negated: (each) => `not (${say(each)})`,
  not: (said) => `not (${said})`,
  and: ', and ',
  or: ' or ',
  holds: undefined,
  oneOf: (items) => ['is', `one of ${items.join(', ')}`],
  known: (known) => ['is', known ? 'known' : 'not known'],
  comparisons: {
    '==': (b) => ['is', b()],
    '!=': (b) => ['is', `not ${b()}`],
    '<': (b) => ['is', `less than ${b()}`],
    '<=': (b) => ['is', `at most ${b()}`],
    '>': (b) => ['is', `more than ${b()}`],
    '>=': (b) => ['is', `at least ${b()}`],
    in: (b) => ['is', `one of ${b()}`],
  },
  apart: {
    '==': (length, side, b) => ['is', `${length} ${side} ${b()}`],
    '!=': (length, side, b) => ['is', `not ${length} ${side} ${b()}`],
    '<': (length, side, b) => ['is', `less than ${length} ${side} ${b()}`],
    '<=': (length, side, b) => ['is', `at most ${length} ${side} ${b()}`],
    '>': (length, side, b) => ['is', `more than ${length} ${side} ${b()}`],
    '>=': (length, side, b) => ['is', `at least ${length} ${side} ${b()}`],
    in: (length, side, b) => ['is', `one of ${length} ${side} ${b()}`],
  },
  arithmetic: {
    '+': (a, b) => `${a()} plus ${b()}`,
    '-': (a, b) => `${a()} minus ${b()}`,
    '*': (a, b) => `${a()} times ${b()}`,
    '/': (a, b) => `${a()} divided by ${b()}`,
    '%': (a, b) => `the rest of ${a()} divided by ${b()}`,
  },
  length: (count, unit) => `${count()} ${unit === 'm' ? 'min' : unit}`,
  negative: (a) => `minus ${a()}`,
  functions: {
    duration: one((a) => `a time of ${a}`),
    timestamp: first,
    addDays: two((a, b) => (b.startsWith('minus ') ? `${b.slice(6)} days before ${a}` : `${b} days after ${a}`)),
    startOfDay: one((a) => `the start of the day of ${a}`),
    endOfDay: one((a) => `the end of the day of ${a}`),
    hourOfDay: one((a) => `the hour of ${a}`),
    dayOfWeek: one((a) => `the day of the week of ${a}`),
    formatTime: first,
    minutes: one((a) => `${a} in minutes`),
    hours: one((a) => `${a} in hours`),
    days: one((a) => `${a} in days`),
    etaSlipMinutes: () => 'ETA slip in minutes',
    localDate: one((a) => `the date of ${a}`),
    dayOfMonth: one((a) => `the day of the month of ${a}`),
    monthOfYear: one((a) => `the month of ${a}`),
    minuteOfDay: one((a) => `the minute of the day of ${a}`),
    atTime: two((a, b) => `${b} o’clock on the day of ${a}`),
    betweenTimes: ([a, b, c]) => (a && b && c ? clause(a, 'is', `between ${b()} and ${c()} o’clock`) : undefined),
    nextCron: two((a, b) => `the next time of the schedule ${a} after ${b}`),
    addBusinessHours: two((a, b) => `${a} ${signed(b)} business hours`),
    businessHoursBetween: two((a, b) => `the business time from ${a} to ${b}`),
    addBusinessDays: two((a, b) => `${a} ${signed(b)} business days`),
    businessDaysBetween: two((a, b) => `the business days from ${a} to ${b}`),
    isBusinessTime: ([a]) => (a ? clause(a, 'is', 'in business time') : undefined),
    nextBusinessTime: one((a) => `the next business time from ${a}`),
    distanceKm: two((a, b) => `the distance from ${a} to ${b} in km`),
    haversine: ([a, b, c, d]) =>
      a && b && c && d ? `the distance from ${a()}, ${b()} to ${c()}, ${d()} in km` : undefined,
    inZone: verb('is', (b) => `in the zone ${b}`),
    surelyInZone: verb('is', (b) => `surely in the zone ${b}`),
    surelyOutsideZone: verb('is', (b) => `surely not in the zone ${b}`),
    distanceToZoneKm: two((a, b) => `the distance from ${a} to the zone ${b} in km`),
    distanceToRouteKm: two((a, b) => `the distance from ${a} to ${b} in km`),
    routeThroughZone: verb('leads', (b) => `through the zone ${b}`),
    convert: ([a, , c]) => (a && c ? `${a()} in ${c()}` : undefined),
    celsius: one((a) => `${a} in °C`),
    abs: one((a) => `${a} (without its sign)`),
    round: first,
    floor: one((a) => `${a} (rounded down)`),
    ceil: one((a) => `${a} (rounded up)`),
    min: all('least'),
    max: all('greatest'),
    sum: all('sum'),
    avg: all('mean'),
    double: first,
    int: first,
    string: first,
    bool: first,
    count: ([a, b]) => (!a ? undefined : b ? `how often ${b()} is in ${a()}` : `the number of ${a()}`),
    first: one((a) => `the first of ${a}`),
    last: one((a) => `the last of ${a}`),
    sort: one((a) => `${a} in order`),
    reverse: one((a) => `${a} in reverse`),
    distinct: one((a) => `the different ${a}`),
    flatten: first,
    slice: one((a) => `a part of ${a}`),
    median: one((a) => `the median of ${a}`),
    keys: one((a) => `the names of ${a}`),
    values: first,
    contains: verb('contains', (b) => b),
    startsWith: verb('starts', (b) => `with ${b}`),
    endsWith: verb('ends', (b) => `with ${b}`),
    matches: verb('matches', (b) => b),
    lower: first,
    upper: first,
    trim: first,
    split: two((a, b) => `${a} split at ${b}`),
    join: one((a) => `${a} as one text`),
    replace: ([a, b, c]) => (a && b && c ? `${a()} with ${c()} for ${b()}` : undefined),
    substring: one((a) => `a part of ${a}`),
    size: one((a) => `the number of ${a}`),
    coalesce: (args) =>
      args.length > 1
        ? `${args[0]?.()} (or ${args
            .slice(1)
            .map((each) => each())
            .join(', or ')})`
        : first(args),
    orValue: two((a, b) => `${a} (or ${b})`),
  },
  macros: {
    all: (of, body) => `for each of ${of()} ${body('main')}`,
    exists: (of, body) => `for one of ${of()} ${body('main')}`,
    exists_one: (of, body) => `for exactly one of ${of()} ${body('main')}`,
    filter: (of, body) => `${of()} (those where ${body('main')})`,
    map: (of, body) => `${body()} of each of ${of()}`,
  },
  it: 'it',
  choose: (test, yes, no) => `${yes()} if ${test('main')}, otherwise ${no()}`,
  onlyIf: (test, yes) => `${yes()} if ${test('main')}`,
  unless: (test, no) => `${no()} unless ${test('main')}`,
  nothing: 'nothing',
  daysAfter: (days, instant) =>
    days.startsWith('-') ? `${days.slice(1)} days before ${instant()}` : `${days} days after ${instant()}`,
};
