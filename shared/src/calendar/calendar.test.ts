import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFailure } from '../failure/index.ts';
import { instantFromMs, instantToMs } from '../time/index.ts';
import {
  addBusinessDays,
  addBusinessMs,
  businessDaysBetween,
  businessMsBetween,
  calendarSchema,
  isBusinessMs,
  nextBusinessMs,
  parseCalendar,
} from './index.ts';

const HOUR = 3_600_000;
const split = ['08:00-12:00', '13:00-17:00'];
const office = parseCalendar({
  timeZone: 'Europe/Berlin',
  hours: { mon: split, tue: split, wed: split, thu: split, fri: ['08:00-12:00'] },
  holidays: ['2026-12-25'],
});
const always = ['00:00-24:00'];
const port = parseCalendar({
  timeZone: 'Europe/Berlin',
  hours: { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always },
});

const at = instantToMs;
const plus = (instant: string, hours: number, calendar = office) =>
  instantFromMs(addBusinessMs(at(instant), hours * HOUR, calendar));
const days = (instant: string, count: number) => instantFromMs(addBusinessDays(at(instant), count, office));

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isFailure(error)) return error.code;
    throw error;
  }
  return 'none';
}

test('business hours go on after lunch, over the night, the weekend and a holiday', () => {
  // Monday 2 March 2026, 11:00 in Berlin.
  expect(plus('2026-03-02T10:00:00.000Z', 1)).toBe('2026-03-02T11:00:00.000Z');
  expect(plus('2026-03-02T10:00:00.000Z', 2)).toBe('2026-03-02T13:00:00.000Z');
  expect(plus('2026-03-02T10:00:00.000Z', 8)).toBe('2026-03-03T10:00:00.000Z');
  // Thursday 24 December, 16:00: Friday is a holiday, then comes Monday.
  expect(plus('2026-12-24T15:00:00.000Z', 2)).toBe('2026-12-28T08:00:00.000Z');
});

test('what is full at closing time is due then', () => {
  expect(plus('2026-03-02T07:00:00.000Z', 8)).toBe('2026-03-02T16:00:00.000Z');
});

test('what begins outside business time begins with the next', () => {
  // Saturday night.
  expect(plus('2026-03-07T22:00:00.000Z', 0)).toBe('2026-03-09T07:00:00.000Z');
  expect(plus('2026-03-07T22:00:00.000Z', 1)).toBe('2026-03-09T08:00:00.000Z');
  expect(instantFromMs(nextBusinessMs(at('2026-03-02T11:30:00.000Z'), office))).toBe('2026-03-02T12:00:00.000Z');
  expect(instantFromMs(nextBusinessMs(at('2026-03-02T10:30:00.000Z'), office))).toBe('2026-03-02T10:30:00.000Z');
});

test('business hours can be taken away', () => {
  expect(plus('2026-03-02T08:00:00.000Z', -2)).toBe('2026-02-27T10:00:00.000Z');
});

test('the day of a clock change has the hours that it has', () => {
  // Sunday 29 March 2026 has 23 hours in Berlin, Sunday 25 October has 25.
  expect(businessMsBetween(at('2026-03-28T23:00:00.000Z'), at('2026-03-29T22:00:00.000Z'), port)).toBe(23 * HOUR);
  expect(businessMsBetween(at('2026-10-24T22:00:00.000Z'), at('2026-10-25T23:00:00.000Z'), port)).toBe(25 * HOUR);
  const night = parseCalendar({ timeZone: 'Europe/Berlin', hours: { sun: ['02:15-02:45', '03:30-04:00'] } });
  expect(businessMsBetween(at('2026-03-28T23:00:00.000Z'), at('2026-03-29T22:00:00.000Z'), night)).toBe(HOUR / 2);
  // Opening hours are wall clock: 08:00 in Berlin is 07:00 UTC in winter and 06:00 in summer.
  expect(plus('2026-03-27T12:00:00.000Z', 1)).toBe('2026-03-30T07:00:00.000Z');
  expect(days('2026-03-27T10:00:00.000Z', 1)).toBe('2026-03-30T09:00:00.000Z');
});

test('business days keep the time of day and pass over what is closed', () => {
  expect(days('2026-12-24T10:00:00.000Z', 1)).toBe('2026-12-28T10:00:00.000Z');
  expect(days('2026-12-28T10:00:00.000Z', -1)).toBe('2026-12-24T10:00:00.000Z');
  expect(days('2026-12-27T10:00:00.000Z', 0)).toBe('2026-12-28T10:00:00.000Z');
  expect(days('2026-12-27T10:00:00.000Z', 1)).toBe('2026-12-28T10:00:00.000Z');
  expect(businessDaysBetween(at('2026-12-23T10:00:00.000Z'), at('2026-12-29T00:00:00.000Z'), office)).toBe(3);
  expect(businessDaysBetween(at('2026-12-29T00:00:00.000Z'), at('2026-12-23T10:00:00.000Z'), office)).toBe(-3);
});

test('a moment is business time from the opening up to the closing', () => {
  const open = (instant: string) => isBusinessMs(at(instant), office);
  expect(['2026-03-02T07:00:00.000Z', '2026-03-02T10:59:59.999Z'].map(open)).toEqual([true, true]);
  expect(['2026-03-02T06:59:59.999Z', '2026-03-02T11:00:00.000Z', '2026-12-25T09:00:00.000Z'].map(open)).toEqual([
    false,
    false,
    false,
  ]);
});

test('adding and counting are each other’s opposite', () => {
  const start = at('2026-01-01T00:00:00.000Z');
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 500 * 24 * 60 }),
      fc.integer({ min: 1, max: 2_000 * 60 }),
      fc.constantFrom(office, port),
      (minute, work, calendar) => {
        const from = start + minute * 60_000;
        const to = addBusinessMs(from, work * 60_000, calendar);
        expect(businessMsBetween(from, to, calendar)).toBe(work * 60_000);
        expect(businessMsBetween(to, from, calendar)).toBe(-work * 60_000);
        expect(businessMsBetween(addBusinessMs(to, -work * 60_000, calendar), to, calendar)).toBe(work * 60_000);
      },
    ),
    { numRuns: 300 },
  );
});

test('business time that never comes is refused, and soon', () => {
  const closed = parseCalendar({ timeZone: 'UTC', hours: {} });
  const begun = Date.now();
  expect(codeOf(() => addBusinessMs(0, 1, closed))).toBe('calendar-out-of-reach');
  expect(codeOf(() => addBusinessMs(0, 1e15, office))).toBe('calendar-out-of-reach');
  expect(codeOf(() => addBusinessDays(0, 1e9, office))).toBe('calendar-out-of-reach');
  expect(codeOf(() => addBusinessMs(0, Number.NaN, office))).toBe('calendar-out-of-reach');
  expect(codeOf(() => businessDaysBetween(0, 1e13, office))).toBe('calendar-out-of-reach');
  expect(Date.now() - begun).toBeLessThan(5_000);
});

test('a calendar says what is wrong with it', () => {
  const problem = (hours: unknown, more: object = {}) =>
    calendarSchema.safeParse({ timeZone: 'UTC', hours, ...more }).error?.issues[0]?.message;
  expect(problem({ mon: ['22:00-06:00'] })).toContain('22:00-24:00');
  expect(problem({ mon: ['08:00-24:01'] })).toContain('08:00-17:00');
  expect(problem({ mon: ['13:00-17:00', '08:00-12:00'] })).toContain('in order');
  expect(problem({ mon: ['08:00-12:00', '11:00-17:00'] })).toContain('overlap');
  expect(problem({ montag: [] })).toBeDefined();
  expect(problem({}, { holidays: ['2026-02-30'] })).toBe('This is not a date.');
  expect(problem({}, { timeZone: 'Berlin' })).toContain('Europe/Berlin');
  expect(problem({ mon: ['00:00-24:00'] })).toBeUndefined();
  expect(codeOf(() => parseCalendar({ timeZone: 'UTC' }))).toBe('invalid-calendar');
  expect(codeOf(() => parseCalendar('office'))).toBe('invalid-calendar');
});
