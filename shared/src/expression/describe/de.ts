import { GERMAN_TITLES } from '../../event/titles/index.ts';
import { type Clause, enumerate, type Form, type Said } from '../../language/index.ts';
import { formatLocal, isInstant } from '../../time/index.ts';
import { germanName, inCase } from './german-names.ts';
import { GERMAN_VALUES } from './german-values.ts';
import type { ExpressionWording } from './wording.ts';
import { isName, words } from './words.ts';

/** „von dem Wert“ is “vom Wert”. */
function after(preposition: 'von' | 'zu' | 'in', said: string): string {
  const short = { von: 'vom ', zu: 'zum ', in: 'im ' }[preposition];
  return said.startsWith('dem ') ? short + said.slice(4) : `${preposition} ${said}`;
}

const of = (said: Said) => after('von', said('dative'));
const clause = (subject: Said, verb: string, rest: string): Clause => ({ subject, verb, rest });
const placed = ({ subject, verb, rest }: Clause, form: Form | undefined) =>
  form === 'final' ? `${subject('nominative')} ${rest} ${verb}` : `${subject('nominative')} ${verb} ${rest}`;
const first = ([a]: readonly Said[], form?: Form) => a?.(form);
/** A noun with what it is of: „die Zahl von …“. */
const noun =
  (gender: string, text: string) =>
  ([a]: readonly Said[], form?: Form) =>
    a ? `${inCase(gender, text, form ?? 'nominative')} ${of(a)}` : undefined;
const nounOfAll = (gender: string, text: string) => (args: readonly Said[], form?: Form) =>
  args.length > 0
    ? `${inCase(gender, text, form ?? 'nominative')} von ${args.map((each) => each('dative')).join(' und ')}`
    : undefined;
const trailed =
  (text: string) =>
  ([a]: readonly Said[], form?: Form) =>
    a ? `${a(form)} ${text}` : undefined;
const between =
  (gender: string, text: string) =>
  ([a, b]: readonly Said[], form?: Form) =>
    a && b ? `${inCase(gender, text, form ?? 'nominative')} zwischen ${a('dative')} und ${b('dative')}` : undefined;
const state =
  (verb: string, rest: (b: Said) => string) =>
  ([a, b]: readonly Said[]) =>
    a && b ? clause(a, verb, rest(b)) : undefined;

const CLASSIFIERS: Readonly<Record<string, string>> = {
  actual: 'm Zeitpunkt',
  planned: 'm Plantermin',
  estimated: 'f Prognose',
  requested: 'm Wunschtermin',
};

/** „plus 2 Arbeitstage“, „minus 1 Arbeitstag“. */
function signed(count: string, one: string, many: string): string {
  const [sign, amount] = split(count);
  return `${sign} ${amount} ${amount === '1' ? one : many}`;
}

function daysFrom(count: string, instant: Said): string {
  const [sign, amount] = split(count);
  return `${amount} ${amount === '1' ? 'Tag' : 'Tage'} ${sign === 'plus' ? 'nach' : 'vor'} ${instant('dative')}`;
}

function split(count: string): readonly ['plus' | 'minus', string] {
  const less = /^(?:minus |-)(.*)$/.exec(count);
  return less ? ['minus', less[1] ?? ''] : ['plus', count];
}

/** A zone by its id is in quotation marks already; a place of the subject gets them. */
function zone(said: Said): string {
  const text = said('bare');
  return `der Zone ${text.startsWith('„') ? text : `„${text}“`}`;
}

/** Expressions in German. */
export const GERMAN: ExpressionWording = {
  path: (root, keys, form) => {
    const shown = keys.length === 0 ? [root] : withoutData(keys);
    const name = germanName(shown, form) ?? `„${words(shown)}“`;
    return root === 'previous' ? `${name} zuvor` : name;
  },
  value: (value) => {
    if (typeof value === 'boolean') return value ? 'wahr' : 'falsch';
    if (typeof value === 'number') return String(value).replace('.', ',');
    if (typeof value !== 'string') return 'leer';
    if (isInstant(value)) return germanInstant(value);
    if (value === '') return 'leer';
    const known = Object.hasOwn(GERMAN_VALUES, value) ? GERMAN_VALUES[value] : undefined;
    return known ?? (isName(value) ? `„${words([value])}“` : own(value));
  },
  milestone: (type, classifier, form = 'nominative') => {
    const at = type.indexOf('@');
    const title = GERMAN_TITLES[at < 0 ? type : type.slice(0, at)] ?? type;
    const [gender = 'm', text = 'Zeitpunkt'] = (CLASSIFIERS[classifier] ?? 'm Zeitpunkt').split(' ');
    return `${inCase(gender, text, form)} von „${title}“`;
  },
  fieldOf: (field, whole, form) => `${field(form)} ${of(whole)}`,
  ofStep: (field, title) => `${field} aus „${title}“`,
  stands: (title, holds, form) => {
    const [verb, rest] = holds ? ['besteht', ''] : ['besteht', 'nicht mehr'];
    const parts = form === 'final' ? [`„${title}“`, rest, verb] : [`„${title}“`, verb, rest];
    return parts.filter(Boolean).join(' ');
  },
  clause: placed,
  negated: ({ rest, ...inner }, form) =>
    placed({ ...inner, rest: rest.startsWith('nicht ') ? doubled(rest) : `nicht ${rest}`.trim() }, form),
  not: (said) => `nicht (${said})`,
  and: ' und ',
  or: ' oder ',
  holds: ['ist', 'wahr'],
  oneOf: (items) => ['ist', enumerate(items, 'oder')],
  known: (known) => ['ist', known ? 'bekannt' : 'nicht bekannt'],
  comparisons: {
    '==': (b) => ['ist', b()],
    '!=': (b) => ['ist', `nicht ${b()}`],
    '<': (b, moment) => (moment ? ['liegt', `vor ${b('dative')}`] : ['ist', `kleiner als ${b()}`]),
    '<=': (b, moment) => (moment ? ['liegt', `nicht nach ${b('dative')}`] : ['ist', `höchstens ${b()}`]),
    '>': (b, moment) => (moment ? ['liegt', `nach ${b('dative')}`] : ['ist', `größer als ${b()}`]),
    '>=': (b, moment) => (moment ? ['liegt', `nicht vor ${b('dative')}`] : ['ist', `mindestens ${b()}`]),
    in: (b) => ['ist', `unter ${b('dative')}`],
  },
  apart: {
    '==': (length, side, b) => ['liegt', `${length} ${SIDES[side]} ${b('dative')}`],
    '!=': (length, side, b) => ['liegt', `nicht ${length} ${SIDES[side]} ${b('dative')}`],
    '<': (length, side, b) => ['liegt', `weniger als ${length} ${SIDES[side]} ${b('dative')}`],
    '<=': (length, side, b) => ['liegt', `höchstens ${length} ${SIDES[side]} ${b('dative')}`],
    '>': (length, side, b) => ['liegt', `mehr als ${length} ${SIDES[side]} ${b('dative')}`],
    '>=': (length, side, b) => ['liegt', `mindestens ${length} ${SIDES[side]} ${b('dative')}`],
    in: (length, side, b) => ['liegt', `${length} ${SIDES[side]} ${b('dative')}`],
  },
  arithmetic: {
    '+': (a, b, form) => `${a(form)} plus ${b('bare')}`,
    '-': (a, b, form) => `${a(form)} minus ${b('bare')}`,
    '*': (a, b, form) => `${a(form)} mal ${b('bare')}`,
    '/': (a, b, form) => `${a(form)} geteilt durch ${b('accusative')}`,
    '%': (a, b) => `der Rest ${of(a)} geteilt durch ${b('accusative')}`,
  },
  length: (count, unit) => `${count()} ${{ d: 'Tage', h: 'Stunden', m: 'Minuten', s: 'Sekunden' }[unit]}`,
  negative: (a) => `minus ${a()}`,
  functions: {
    duration: ([a]) => (a ? `eine Dauer ${of(a)}` : undefined),
    timestamp: first,
    addDays: ([a, b]) => (a && b ? daysFrom(b(), a) : undefined),
    startOfDay: noun('m', 'Tagesbeginn'),
    endOfDay: noun('n', 'Tagesende'),
    hourOfDay: noun('f', 'Stunde'),
    dayOfWeek: noun('m', 'Wochentag'),
    formatTime: first,
    minutes: trailed('in Minuten'),
    hours: trailed('in Stunden'),
    days: trailed('in Tagen'),
    etaSlipMinutes: (_, form) => inCase('m', 'ETA-Verzug in Minuten', form ?? 'nominative'),
    localDate: noun('n', 'Datum'),
    dayOfMonth: noun('m', 'Monatstag'),
    monthOfYear: noun('m', 'Monat'),
    minuteOfDay: noun('f', 'Tagesminute'),
    atTime: ([a, b]) => (a && b ? `${b()} Uhr am Tag ${of(a)}` : undefined),
    betweenTimes: ([a, b, c]) => (a && b && c ? clause(a, 'liegt', `zwischen ${b()} und ${c()} Uhr`) : undefined),
    nextCron: ([a, b]) => (a && b ? `der nächste Zeitpunkt des Zeitplans ${a()} nach ${b('dative')}` : undefined),
    addBusinessHours: ([a, b], form) =>
      a && b ? `${a(form)} ${signed(b(), 'Arbeitsstunde', 'Arbeitsstunden')}` : undefined,
    businessHoursBetween: between('f', 'Arbeitszeit'),
    addBusinessDays: ([a, b], form) => (a && b ? `${a(form)} ${signed(b(), 'Arbeitstag', 'Arbeitstage')}` : undefined),
    businessDaysBetween: between('f', 'Zahl der Arbeitstage'),
    isBusinessTime: ([a]) => (a ? clause(a, 'liegt', 'in der Arbeitszeit') : undefined),
    nextBusinessTime: ([a]) => (a ? `die nächste Arbeitszeit ab ${a('dative')}` : undefined),
    distanceKm: ([a, b], form) => distance(a, b, '', form),
    haversine: ([a, b, c, d]) =>
      a && b && c && d ? `die Entfernung von ${a()}, ${b()} bis ${c()}, ${d()} in km` : undefined,
    inZone: state('liegt', (b) => `in ${zone(b)}`),
    surelyInZone: state('liegt', (b) => `sicher in ${zone(b)}`),
    surelyOutsideZone: state('liegt', (b) => `sicher nicht in ${zone(b)}`),
    distanceToZoneKm: ([a, b], form) => distance(a, b, 'Zone ', form),
    distanceToRouteKm: ([a, b], form) => distance(a, b, '', form),
    routeThroughZone: state('führt', (b) => `durch ${zone(b).replace('der ', 'die ')}`),
    convert: ([a, , c], form) => (a && c ? `${a(form)} in ${c()}` : undefined),
    celsius: trailed('in °C'),
    abs: ([a]) => (a ? `der Betrag ${of(a)}` : undefined),
    round: first,
    floor: trailed('(abgerundet)'),
    ceil: trailed('(aufgerundet)'),
    min: nounOfAll('n', 'Minimum'),
    max: nounOfAll('n', 'Maximum'),
    sum: nounOfAll('f', 'Summe'),
    avg: nounOfAll('m', 'Mittelwert'),
    double: first,
    int: first,
    string: first,
    bool: first,
    count: ([a, b], form) =>
      !a ? undefined : b ? `die Häufigkeit von ${b('dative')} in ${a('dative')}` : noun('f', 'Zahl')([a], form),
    first: ([a], form) =>
      a ? `${inCase('m', 'erste Eintrag|ersten Eintrag', form ?? 'nominative')} ${of(a)}` : undefined,
    last: ([a], form) =>
      a ? `${inCase('m', 'letzte Eintrag|letzten Eintrag', form ?? 'nominative')} ${of(a)}` : undefined,
    sort: trailed('(sortiert)'),
    reverse: trailed('(umgekehrt)'),
    distinct: trailed('(jeder Wert einmal)'),
    flatten: first,
    slice: ([a]) => (a ? `ein Teil ${of(a)}` : undefined),
    median: noun('m', 'Median'),
    keys: noun('p', 'Namen'),
    values: first,
    contains: state('enthält', (b) => b('accusative')),
    startsWith: state('beginnt', (b) => `mit ${b('dative')}`),
    endsWith: state('endet', (b) => `mit ${b('dative')}`),
    matches: state('entspricht', (b) => `dem Muster ${b('bare')}`),
    lower: first,
    upper: first,
    trim: first,
    split: ([a, b], form) => (a && b ? `${a(form)}, geteilt bei ${b()}` : undefined),
    join: trailed('als ein Text'),
    replace: ([a, b, c], form) => (a && b && c ? `${a(form)} mit ${c()} statt ${b()}` : undefined),
    substring: ([a]) => (a ? `ein Teil ${of(a)}` : undefined),
    size: noun('f', 'Zahl'),
    coalesce: (args, form) =>
      args.length > 1
        ? `${args[0]?.(form)} (sonst ${args
            .slice(1)
            .map((each) => each(form))
            .join(', sonst ')})`
        : first(args, form),
    orValue: ([a, b], form) => (a && b ? `${a(form)} (sonst ${b(form)})` : undefined),
  },
  macros: {
    all: (each, body) => quantified(`für alle ${of(each)}`, body),
    exists: (each, body) => quantified(`für mindestens eins ${of(each)}`, body),
    exists_one: (each, body) => quantified(`für genau eins ${of(each)}`, body),
    filter: (each, body, form) => `${each(form)} (nur wenn ${body('final')})`,
    map: (each, body, form) => `${body(form)} je Eintrag ${of(each)}`,
  },
  it: 'der Eintrag',
  choose: (test, yes, no) => `${yes()}, wenn ${test('final')}, sonst ${no()}`,
  onlyIf: (test, yes, form) => `${yes(form)}, wenn ${test('final')}`,
  unless: (test, no, form) => `${no(form)}, außer wenn ${test('final')}`,
  nothing: 'nichts',
  daysAfter: (days, instant) => daysFrom(days, instant),
};

/** What a person wrote stands in quotation marks; a number or a code that begins with one does not. */
function own(text: string): string {
  return /^[\p{L}]/u.test(text) ? `„${text}“` : text;
}

/** The fields of an event are told without the way to them: `trigger.event.data.area` is an area. */
function withoutData(keys: readonly string[]): readonly string[] {
  const at = keys.findIndex((key, index) => key === 'event' && keys[index + 1] === 'data');
  return at < 0 || keys.length === at + 2 ? keys : [...keys.slice(0, at), ...keys.slice(at + 2)];
}

const SIDES = { after: 'nach', before: 'vor' } as const;

function distance(a: Said | undefined, b: Said | undefined, kind: string, form: Form | undefined): string | undefined {
  if (!a || !b) return undefined;
  const to = kind === '' ? after('zu', b('dative')) : `zur ${kind}${b('bare')}`;
  return `${inCase('f', 'Entfernung', form ?? 'nominative')} ${of(a)} ${to} in km`;
}

function quantified(whom: string, body: Said): string {
  return `${whom} gilt, dass ${body('final')}`;
}

function doubled(rest: string): string {
  return rest === 'nicht bekannt'
    ? 'bekannt'
    : rest.startsWith('nicht ')
      ? rest.slice('nicht '.length)
      : `nicht ${rest}`;
}

function germanInstant(instant: string): string {
  const local = formatLocal(instant, 'UTC');
  return `${local.slice(8, 10)}.${local.slice(5, 7)}.${local.slice(0, 4)} ${local.slice(11, 16)} UTC`;
}
