import { expect, test } from 'vitest';
import { difference, exactText, lengthText, readableText, replayedDay, shortInstant, shortMoment } from './time.ts';

const exact = (at: string) => ({ at, quality: 'exact' as const, localOffset: null });
const day = (at: string, localOffset: string | null = null) => ({ at, quality: 'day' as const, localOffset });
const NOW = '2026-11-19T13:31:00.000Z';

test('a time of today is a clock time, one nearby has its weekday, another year is named', () => {
  expect(shortInstant('2026-11-19T13:28:00.000Z', NOW)).toMatch(/^\d\d:28$/);
  expect(shortInstant('2026-11-20T13:28:00.000Z', NOW)).toMatch(/^Fri \d\d:28$/);
  expect(shortInstant('2026-11-30T13:28:00.000Z', NOW)).toMatch(/^30 Nov \d\d:28$/);
  expect(shortInstant('2012-11-30T13:28:00.000Z', NOW)).toMatch(/^30 Nov 2012 \d\d:28$/);
});

test('what is known to the day is shown as the local day of the place and without a clock time', () => {
  expect(shortMoment(day('2012-03-04T00:00:00.000Z'), NOW)).toBe('4 Mar 2012');
  expect(shortMoment(day('2012-03-03T23:00:00.000Z', '+01:00'), NOW)).toBe('4 Mar 2012');
});

test('in a replay an instant at the edge of a day is that day, with its year where it is not the replayed one', () => {
  const replayed = '2012-04-25T00:00:00.000Z';
  expect(shortInstant('2012-02-08T00:00:00.000Z', replayed)).toBe('8 Feb');
  expect(shortInstant('2012-01-21T23:59:59.999Z', replayed)).toBe('21 Jan');
  expect(shortInstant(replayed, replayed)).toBe('25 Apr');
  expect(shortInstant('2011-11-08T00:00:00.000Z', replayed)).toBe('8 Nov 2011');
  expect(shortInstant('2012-02-08T00:00:01.000Z', replayed)).toMatch(/^\d+ Feb \d\d:\d0$/);
  expect(shortInstant('2012-02-08T00:00:00.000Z', null)).toMatch(/\d\d:\d\d$/);
  expect(shortMoment(day('2012-02-08T00:00:00.000Z'), replayed)).toBe('8 Feb');
  expect(replayedDay(replayed)).toBe('25 Apr 2012');
});

test('the pointer shows the exact instant in UTC and the local time of the place', () => {
  expect(exactText('2026-11-19T13:28:04.000Z', '+01:00', false)).toBe(
    '2026-11-19 13:28:04.000 UTC, 2026-11-19 14:28 there (+01:00)',
  );
  expect(exactText('2026-11-19T00:00:00.000Z', null, true)).toBe('2026-11-19, known to the day');
});

test('a length is told in its two largest units', () => {
  expect([5_000, 96 * 60_000, 125 * 60_000, -50 * 3_600_000].map(lengthText)).toEqual([
    '5 s',
    '96 min',
    '2 h 05 min',
    '2 days',
  ]);
  expect(lengthText(2 * 3_600_000 - 20_000 + 3_600_000)).toBe('3 h');
});

test('moments known to the day differ in days, exact ones in minutes', () => {
  expect(difference(day('2012-03-04T00:00:00.000Z'), exact('2012-03-06T15:00:00.000Z'))).toEqual({
    ms: 2 * 86_400_000,
    text: '2 days',
  });
  expect(difference(exact('2026-11-19T10:00:00.000Z'), exact('2026-11-19T11:36:00.000Z'))?.text).toBe('96 min');
  expect(difference(null, exact(NOW))).toBeNull();
});

test('instants inside a sentence are told as people read them, whole days as days', () => {
  expect(readableText('due 2011-05-18T23:59:59.999Z, seen 2026-11-19T13:28:00.000Z', NOW)).toMatch(
    /^due 18 May 2011, seen \d\d:28$/,
  );
  expect(readableText('not known on 2012-02-08, PO-2012-02-08 and 2012-13-40', NOW)).toBe(
    'not known on 8 Feb 2012, PO-2012-02-08 and 2012-13-40',
  );
  expect(readableText('HTTP 503: {"error":"down since 2012-02-08"}', NOW)).toBe('HTTP 503: down since 8 Feb 2012');
  expect(readableText('no instant in here', NOW)).toBe('no instant in here');
});
