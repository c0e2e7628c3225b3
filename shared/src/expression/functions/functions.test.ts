import { expect, test } from 'vitest';
import { compileExpression, describeExpression, FUNCTIONS, toJson } from '../index.ts';

const day = ['08:00-12:00', '13:00-17:00'];
const yard = { circle: { lat: 53.55, lon: 9.99, radiusM: 1_000 } };

// One world in which every example of the help has a value.
const scope = {
  event: {
    type: 'telematics.position',
    // Monday, 11:00 in Berlin.
    time: '2026-03-02T10:00:00.000Z',
    data: {
      ...{ lat: 53.552, lon: 9.99, accuracyM: 300, location: { id: 'HAM', lat: 53.55, lon: 9.99 } },
      ...{ value: 50, unit: 'FAH', temperature: 7.26, quantity: 3, sealed: 'true', note: ' delayed ', carrier: 'DHL' },
      ...{ codes: ['A', 'B', 'A'], readings: [3, 1, 2], lane: 'HAM-BER', plate: 'HH AB 1', container: 'MSKU1234567' },
      area: [
        [9, 53],
        [11, 53],
        [11, 54],
        [9, 54],
      ],
    },
  },
  subject: {
    id: 'shipment:S-1',
    eta: '2026-03-02T12:45:00.000Z',
    commitment: { deliverBy: '2026-03-02T12:00:00.000Z' },
    ...{ plannedPickupAt: '2026-03-02T07:00:00.000Z', freeUntil: '2026-03-04T10:00:00.000Z' },
    ...{ plannedAt: '2026-03-01T10:00:00.000Z', plannedArrival: '2026-03-02T13:00:00.000Z' },
    updatedAt: '2026-03-02T09:00:00.000Z',
    position: { lat: 53.6, lon: 9.99, at: '2026-03-02T10:00:00.000Z' },
    route: [
      [9.99, 53.55],
      [13.405, 52.52],
    ],
    readings: { temperature: { value: 281.15, unit: 'KEL', at: '2026-03-02T10:00:00.000Z' } },
    stops: [
      { place: 'BER', plannedArrivalAt: '2026-03-03T10:00:00.000Z', dwellMinutes: 30 },
      { place: 'HAM', plannedArrivalAt: '2026-03-02T08:00:00.000Z', dwellMinutes: 90 },
    ],
    legs: [{ carrier: 'DHL', origin: 'HAM', destination: 'BER' }],
    lines: { '1': { id: '1', open: true, quantity: 2 } },
    documents: { CMR: { at: '2026-03-01T10:00:00.000Z' } },
    etaHistory: [{ at: '2026-03-02T12:00:00.000Z' }, { at: '2026-03-02T12:45:00.000Z' }],
    customer: { tier: 'gold' },
    weightKg: 20_000,
  },
  now: '2026-03-02T11:30:00.000Z',
  zones: { yard },
  calendars: {
    office: { timeZone: 'Europe/Berlin', hours: { mon: day, tue: day, wed: day, thu: day, fri: ['08:00-12:00'] } },
    broken: { timeZone: 'Europe/Berlin', hours: { mon: ['17:00-08:00'] } },
  },
};

function evaluate(source: string, given: Readonly<Record<string, unknown>> = scope) {
  const compiled = compileExpression(source);
  if (!compiled.ok) throw new Error(`${source}: ${JSON.stringify(compiled.problems)}`);
  return compiled.expression.evaluate(given);
}

function gives(source: string): unknown {
  const result = evaluate(source);
  if (!result.ok) throw new Error(`${source}: ${result.reason}`);
  return toJson(result.value);
}

function faultOf(source: string): string {
  const result = evaluate(source);
  return result.ok ? `gives ${JSON.stringify(toJson(result.value))}` : result.reason;
}

test.each(Object.entries(FUNCTIONS))('the example of %s has a value', (name, spec) => {
  expect(evaluate(spec.example), name).toMatchObject({ ok: true });
});

test('a reading at the edge of a zone is in it, and surely neither in nor out', () => {
  const near = { lat: 53.552, lon: 9.99, accuracyM: 900 };
  const ask = (accuracyM: number) =>
    ['inZone(p, "yard")', 'surelyInZone(p, zones.yard)', 'surelyOutsideZone(p, "yard")'].map((source) => {
      const result = evaluate(source, { zones: { yard }, p: { ...near, accuracyM } });
      return result.ok && result.value;
    });
  expect(ask(900)).toEqual([true, false, false]);
  expect(ask(100)).toEqual([true, true, false]);
  expect(gives('surelyInZone([9.99, 53.552], zones.yard)')).toBe(true);
  expect(gives('surelyInZone([9.99, 53.552], zones.yard, 800)')).toBe(false);
  expect(gives('surelyOutsideZone({"lat": 53.57, "lon": 9.99}, zones.yard, 1000)')).toBe(true);
  expect(gives('surelyOutsideZone({"lat": 53.57, "lon": 9.99}, zones.yard, 1500)')).toBe(false);
});

test('a zone is one of the workflow by itself or by its id, or a place with a radius', () => {
  expect(gives('inZone(event.data, {"lat": 53.55, "lon": 9.99, "radiusM": 500})')).toBe(true);
  expect(gives('round(distanceToZoneKm(subject.position, "yard"), 1)')).toBe(4.6);
  expect(gives('distanceToZoneKm(event.data, "yard")')).toBe(0);
  expect(faultOf('inZone(event.data, "yrd")')).toBe('The workflow has no zone “yrd”');
  expect(faultOf('inZone(event.data, "toString")')).toContain('no zone');
  expect(faultOf('inZone(event.data, event)')).toContain('A zone has');
  expect(faultOf('inZone({"lat": 100, "lon": 0}, "yard")')).toContain('latitude');
  expect(evaluate('inZone({"id": "HAM"}, "yard")')).toMatchObject({ ok: false, missing: true });
  expect(evaluate('inZone(event.data.nowhere, "yard")')).toMatchObject({ ok: false, missing: true });
});

test('a route is a corridor and meets zones', () => {
  expect(gives('distanceToRouteKm({"lat": 53.05, "lon": 11.73}, subject.route) < 5')).toBe(true);
  expect(gives('distanceToRouteKm({"lat": 53.05, "lon": 10.5}, subject.route) > 20')).toBe(true);
  expect(gives('routeThroughZone(subject.route, event.data.area)')).toBe(true);
  expect(gives('routeThroughZone(subject.route, {"polygon": event.data.area})')).toBe(true);
  expect(gives('routeThroughZone([[5, 50], {"lat": 51, "lon": 6}], event.data.area)')).toBe(false);
  expect(faultOf('distanceToRouteKm(event.data, ["HAM", "BER"])')).toContain('position of a route');
});

test('business time follows the calendar that is named', () => {
  expect(gives('addBusinessHours(event.time, 2, "office")')).toBe('2026-03-02T13:00:00.000Z');
  expect(gives('addBusinessHours(event.time, duration("30m"), calendars.office)')).toBe('2026-03-02T10:30:00.000Z');
  expect(gives('addBusinessHours(event.time, -2, "office")')).toBe('2026-03-02T08:00:00.000Z');
  expect(gives('businessHoursBetween("2026-03-06T10:00:00.000Z", "2026-03-09T08:00:00.000Z", "office")')).toBe('PT2H');
  expect(gives('addBusinessDays("2026-03-06T10:00:00.000Z", 1, "office")')).toBe('2026-03-09T10:00:00.000Z');
  expect(gives('businessDaysBetween("2026-03-06T10:00:00.000Z", "2026-03-09T08:00:00.000Z", "office")')).toBe(1);
  expect(gives('[isBusinessTime(event.time, "office"), isBusinessTime(now, "office")]')).toEqual([true, false]);
  expect(gives('nextBusinessTime(now, "office")')).toBe('2026-03-02T12:00:00.000Z');
  expect(faultOf('isBusinessTime(now, "office2")')).toBe('The workflow has no calendar “office2”');
  expect(faultOf('isBusinessTime(now, "broken")')).toContain('22:00-24:00');
  expect(faultOf('addBusinessDays(now, 0.5, "office")')).toContain('whole number');
});

test('the clock on the wall is the one of the zone', () => {
  expect(
    gives('[localDate("2026-03-01T23:30:00.000Z"), localDate("2026-03-01T23:30:00.000Z", "Europe/Berlin")]'),
  ).toEqual(['2026-03-01', '2026-03-02']);
  expect(gives('[dayOfMonth(now), monthOfYear(now), minuteOfDay(now, "Europe/Berlin")]')).toEqual([2, 3, 750]);
  expect(gives('atTime(now, "14:00", "Europe/Berlin")')).toBe('2026-03-02T13:00:00.000Z');
  expect(gives('atTime(now, "24:00", "America/New_York")')).toBe('2026-03-03T05:00:00.000Z');
  // In Berlin the clock jumps from two to three on 29 March 2026.
  expect(gives('atTime("2026-03-29T10:00:00.000Z", "02:30", "Europe/Berlin")')).toBe('2026-03-29T01:00:00.000Z');
  const night = (instant: string) => gives(`betweenTimes("${instant}", "22:00", "06:00", "Europe/Berlin")`);
  expect(['2026-03-02T21:00:00.000Z', '2026-03-02T04:59:59.999Z'].map(night)).toEqual([true, true]);
  expect(['2026-03-02T05:00:00.000Z', '2026-03-02T20:59:00.000Z'].map(night)).toEqual([false, false]);
  expect(gives('nextCron("0 16 * * FRI", event.time, "Europe/Berlin")')).toBe('2026-03-06T15:00:00.000Z');
  expect(faultOf('nextCron("16:00", event.time)')).toContain('five fields');
  expect(faultOf('nextCron("0 0 31 2 *", event.time)')).toBe('The schedule never matches');
  expect(faultOf('atTime(now, event.type)')).toContain('14:00');
  expect(faultOf('localDate(now, event.type)')).toContain('time zone');
});

test('units convert, and say why they do not', () => {
  expect(gives('[celsius(event.data), celsius(subject.readings.temperature), celsius(212, "FAH")]')).toEqual([
    10, 8, 100,
  ]);
  expect(gives('convert(1, "TNE", "KGM")')).toBe(1_000);
  expect(faultOf('convert(event.data.value, event.data.unit, "KGM")')).toContain('cannot be turned into');
  expect(faultOf('convert(event.data.value, "C", "CEL")')).toContain('no unit');
  expect(evaluate('celsius(subject.customer)')).toMatchObject({ ok: false, missing: true });
});

test('lists are counted, ordered and taken apart', () => {
  expect(gives('[count([1, 2]), count(event.data.codes, "A"), count([], 1)]')).toEqual([2, 2, 0]);
  expect(gives('[first([3, 1]), last([3, 1]), median([3, 1]), median([1, 9, 2])]')).toEqual([3, 1, 2, 2]);
  expect(gives('sort([3, 1, 2]) + reverse([1, 2])')).toEqual([1, 2, 3, 2, 1]);
  expect(gives('sort([duration("2h"), duration("1h")])')).toEqual(['PT1H', 'PT2H']);
  expect(gives('distinct([1, "1", {"a": 1}, {"a": 1}, 1])')).toEqual([1, '1', { a: 1 }]);
  expect(gives('flatten([[1], 2, [[3]]])')).toEqual([1, 2, [3]]);
  expect(gives('[slice([1, 2, 3], 1), slice([1, 2, 3], -2, -1), slice([1], 5)]')).toEqual([[2, 3], [2], []]);
  expect(gives('keys({"b": 1, "a": 2}) + values({"b": 1})')).toEqual(['b', 'a', 1]);
  expect(evaluate('first([])')).toMatchObject({ ok: false, missing: true });
  expect(faultOf('sort([1, "a"])')).toContain('of one type');
  expect(faultOf('sort([{"a": 1}])')).toContain('of one type');
});

test('an expression reads the zone and the calendar that it names by id', () => {
  const compiled = compileExpression('inZone(event.data, "yard") && isBusinessTime(now, "office")', {
    variables: ['event', 'now'],
  });
  expect(compiled.ok && compiled.expression.paths).toEqual(['event.data', 'zones.yard', 'now', 'calendars.office']);
});

test.each([
  ['inZone(subject.position, zones.yard)', 'position is in the zone yard'],
  ['surelyOutsideZone(event.data.location, "yard")', 'location is surely not in the zone yard'],
  [
    'distanceKm(subject.position, subject.destination) < 5',
    'the distance from position to destination in km is less than 5',
  ],
  ['celsius(event.data.value, event.data.unit) > 8', 'value in °C is more than 8'],
  ['!isBusinessTime(now, "office")', 'not (now is in business time)'],
  ['betweenTimes(event.time, "22:00", "06:00", "Europe/Berlin")', 'event time is between 22:00 and 06:00 o’clock'],
  ['count(subject.legs) > 1', 'the number of legs is more than 1'],
])('%s reads “%s”', (source, english) => {
  expect(describeExpression(source)).toBe(english);
});
