import { describe, expect, test } from 'vitest';
import { checkExpression, checkTemplate, checkTyped, FUNCTIONS, type TypeScope, type Wanted } from '../index.ts';
import { ANYTHING, BOOLEAN, INSTANT, listOf, NUMBER, type Type } from './type.ts';

const map = (fields: Readonly<Record<string, Type>>, more: Partial<Type> = {}): Type => ({
  kind: 'map',
  fields,
  ...more,
});
const plain: Type = { kind: 'text', plain: true };

const scope: TypeScope = {
  event: map(
    {
      type: { kind: 'text', values: ['telematics.reading', 'telematics.position'] },
      time: INSTANT,
      data: map(
        { value: NUMBER, unit: plain, open: BOOLEAN, measure: plain, lat: { ...NUMBER, likely: true } },
        { rest: ANYTHING, called: 'the data of the event' },
      ),
    },
    { called: 'the event' },
  ),
  subject: map(
    {
      eta: INSTANT,
      commitment: map({ deliverBy: INSTANT }),
      customerTier: { ...plain, likely: true },
      temperatureMax: { ...NUMBER, likely: true },
      status: { kind: 'text', values: ['planned', 'inTransit', 'delivered'] },
      etaHistory: listOf(map({ at: INSTANT })),
      cancelled: { ...BOOLEAN, likely: true },
    },
    { rest: ANYTHING, called: 'the subject' },
  ),
  zones: map({ yard: ANYTHING, harbour: ANYTHING }, { called: 'the zones of the workflow' }),
  calendars: map({ office: ANYTHING }),
  vars: map({ slip: NUMBER }, { told: true }),
  nodes: ANYTHING,
  now: INSTANT,
};

const found = (source: string, wanted?: Wanted) =>
  checkExpression(source, scope, wanted).map(({ severity, code, at }) => `${severity} ${code} ${at}`);
const messages = (source: string, wanted?: Wanted) =>
  checkExpression(source, scope, wanted).map((each) => each.message);

test.each([
  'subject.eta - subject.commitment.deliverBy > duration("30m")',
  'subject.eta > subject.commitment.deliverBy + duration("30m")',
  'subject.eta > "2026-03-01T10:00:00.000Z"',
  'event.data.value > subject.temperatureMax && event.data.measure == "temperature"',
  'event.data.acme > 5 && event.data.acme.deep.path == "x"',
  'subject.tier in ["gold", "platinum"]',
  'subject.status in ["planned", "inTransit"]',
  'subject.status == null || subject.eta == null || event.data.value == null',
  'coalesce(subject.customerTier, 5) == 5',
  'subject.etaHistory.map(e, e.at).exists(at, at > now)',
  'size(subject.etaHistory) > 1 && last(subject.etaHistory).at > now',
  'max(subject.eta, now) - now > duration("1h")',
  'nodes.facts.anything + 1 > 2',
  'timestamp(event.data.when) + duration("1h") > now',
  'string(event.data.value) + " °C"',
  '{"a": 1}.a + 1',
  '[1, "a"][0] + 1',
  'inZone(event.data, "yard") || inZone(event.data, zones.harbour)',
  'inZone(event.data, event.data.site)',
  'event.data["value"] > vars.slip',
  'localDate(now) + "T00:00:00.000Z" < now',
  'duration("1h") / duration("2h") * 3 - hours(now - event.time)',
  'subject.cancelled != true',
  '-event.data.value < abs(event.data.value)',
  'abs(subject.eta - now) < duration("1h")',
])('nothing is said of %s', (source) => {
  expect(messages(source)).toEqual([]);
});

describe('what makes every evaluation fail is an error', () => {
  test.each([
    ['subject.eta + 5', 0],
    ['event.data.value + "kg"', 0],
    ['event.data.value < "10"', 0],
    ['now < 5', 0],
    ['event.data.open > false', 0],
    ['!event.data.value', 1],
    ['-now', 0],
    ['lower(event.data.value)', 6],
    ['addDays(5, 1)', 8],
    ['addDays("tomorrow", 1)', 8],
    ['minutes(now)', 8],
    ['event.data.value ? 1 : 2', 0],
    ['event.data.value.exists(x, x > 1)', 0],
    ['inZone(event.data, "yrd")', 19],
    ['subject.eta in "abc"', 0],
    ['size(5) > 1', 5],
    ['round(subject.status)', 6],
    ['hourOfDay(now, "Berlin")', 15],
    ['convert(event.data.value, "C", "CEL")', 26],
    ['celsius(event.data.value, "K")', 26],
    ['nextCron("@daily", now)', 9],
    ['betweenTimes(now, "22:00", "6:00")', 27],
  ])('%s', (source, at) => {
    expect(found(source)).toEqual([expect.stringMatching(new RegExp(`^error expression-\\S+ ${at}$`))]);
  });

  test('unless it stands where evaluation may never come', () => {
    for (const source of [
      'event.data.open || now < 5',
      'event.data.open ? lower(5) : "x"',
      'subject.etaHistory.all(e, e.at < 5)',
      'coalesce(event.data.note, lower(5))',
    ])
      expect(found(source), source).toEqual([expect.stringMatching(/^warning expression-wrong-type/)]);
  });

  test('and unless a source may send something else under that name', () => {
    expect(found('subject.temperatureMax + "°C"')).toEqual(['warning expression-wrong-type 0']);
    expect(found('lower(event.data.lat)')).toEqual(['warning expression-wrong-type 6']);
    expect(found('subject.customerTier - now > duration("1h")')).toEqual(['warning expression-wrong-type 0']);
  });
});

test('a comparison that can never hold is a warning', () => {
  expect(messages('event.data.value == "10"')).toEqual([
    'A number is never the same as the text “10”: this is never true (character 1).',
  ]);
  expect(messages('subject.eta != "soon"')[0]).toContain('always true');
  expect(found('subject.eta > "soon"')).toEqual(['warning expression-wrong-type 0']);
  expect(found('event.data.value in ["1", "2"]')).toEqual(['warning expression-never-equal 0']);
  expect(found('subject.status in ["deliverd"]')).toEqual(['warning expression-never-equal 0']);
  const [problem] = checkExpression('subject.status == "deliverd"', scope);
  expect(problem).toMatchObject({
    message: expect.stringContaining('“deliverd” is none of planned, inTransit, delivered'),
    fix: { title: 'Use delivered', patch: [{ value: 'subject.status == "delivered"' }] },
  });
});

test('a name that looks misspelt is doubted, one that a source may have added is not', () => {
  expect(checkExpression('subject.temperaturMax > 5', scope)).toMatchObject([
    {
      severity: 'warning',
      at: 8,
      message: 'No “temperaturMax” is known of the subject; did you mean “temperatureMax”? (character 9).',
      fix: { patch: [{ value: 'subject.temperatureMax > 5' }] },
    },
  ]);
  expect(found('subject.customertier == "gold"')).toEqual(['warning expression-unknown-field 8']);
  expect(found('event.data.vlaue > 5')).toEqual(['warning expression-unknown-field 11']);
  for (const quiet of [
    'subject.customer',
    'subject.temperatureMin',
    'event.data.values',
    'event.data.long',
    'event.data.uni',
  ])
    expect(found(`${quiet} == "x"`), quiet).toEqual([]);
});

test('what an event itself cannot have leads to where it is', () => {
  expect(checkExpression('event.value > 5', scope)).toMatchObject([
    {
      message: 'There is no “value” in the event; did you mean “data.value”? (character 7).',
      fix: { patch: [{ value: 'event.data.value > 5' }] },
    },
  ]);
  expect(found('zones.hrbour')).toEqual(['warning expression-unknown-field 6']);
  expect(found('subject.eta.day == 5')).toEqual(['warning expression-unknown-field 0']);
  expect(found('subject.etaHistory.at == now')).toEqual(['warning expression-unknown-field 0']);
});

test('the result must be what its place needs', () => {
  const instant: Wanted = { types: ['instant'], what: 'an instant' };
  expect(messages('subject.eta + duration("1h")', instant)).toEqual([]);
  expect(messages('event.data.whenever', instant)).toEqual([]);
  expect(messages('subject.eta - now', instant)).toEqual([
    'This place needs an instant, and the expression gives a duration (character 1).',
  ]);
  expect(found('event.data.measure', instant)).toEqual(['warning expression-wrong-result 0']);
  expect(found('"tomorrow"', instant)).toEqual(['error expression-wrong-result 0']);
  const severity: Wanted = { types: ['text'], what: 'a severity', values: ['low', 'high'] };
  expect(found('event.data.value > 5 ? "high" : "low"', severity)).toEqual([]);
  expect(messages('event.data.value > 5 ? "hihg" : "low"', severity)).toEqual([
    '“hihg” is none of low, high (character 1).',
  ]);
});

test('a template is checked piece by piece, at its place in the text', () => {
  expect(checkTemplate('ETA ${subject.eta} is ${subject.temperaturMax}', scope)).toMatchObject([
    { at: 32, message: expect.stringContaining('(character 33)') },
  ]);
  expect(checkTemplate('$${subject.temperaturMax} ${now}', scope)).toEqual([]);
});

test('the type of an expression is known as far as its parts are', () => {
  const type = (source: string) => checkTyped(source, scope).type;
  expect(type('subject.eta - now')).toEqual({ kind: 'duration' });
  expect(type('true ? "a" : "b"')).toEqual({ kind: 'text', values: ['a', 'b'] });
  expect(type('true ? "a" : 1')).toEqual({ kind: 'any' });
  expect(type('sort(subject.etaHistory.map(e, e.at))')).toEqual({ kind: 'list', item: { kind: 'instant' } });
  expect(type('first(subject.etaHistory).at')).toEqual({ kind: 'instant' });
  expect(type('event.data.nobodyKnows')).toEqual({ kind: 'any' });
  expect(type('1 +')).toBeUndefined();
});

test('the examples of the help have no type mistakes', () => {
  for (const spec of Object.values(FUNCTIONS))
    expect(
      checkExpression(spec.example, { now: INSTANT }).map((each) => each.message),
      spec.example,
    ).toEqual([]);
});

test('any tree is checked without a throw', () => {
  for (const source of ['{}[0].x', '[].a.b[c](1)', 'x.?y.?z', '{1: 2}', 'null.x + [null][0]', 'a.b.c.map(a, a.b, a)'])
    expect(() => checkExpression(source, scope), source).not.toThrow();
});
