import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFailure } from '../failure/index.ts';
import { LIMITS } from '../limits/index.ts';
import {
  addDays,
  describeDuration,
  endOfDay,
  formatDuration,
  formatLocal,
  instantFromMs,
  instantToMs,
  isCron,
  isInstant,
  isZone,
  nextCron,
  parseDuration,
  parseInstant,
  startOfDay,
} from './index.ts';

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isFailure(error)) return error.code;
    throw error;
  }
  return 'none';
}

test('an instant is made canonical and its offset kept beside it', () => {
  expect(parseInstant('2026-03-01T10:00:00+02:00')).toEqual({
    instant: '2026-03-01T08:00:00.000Z',
    offset: '+02:00',
    quality: 'exact',
  });
  expect(parseInstant('2026-03-01T10:00:00.123456z').instant).toBe('2026-03-01T10:00:00.123Z');
  expect(parseInstant('2026-03-01T10:00Z').quality).toBe('minute');
});

test('dates that do not exist, foreign spellings and far years are refused by code', () => {
  for (const text of [
    '2026-02-30T00:00:00Z',
    '2025-02-29',
    '0000-00-00',
    '2026-13-01T00:00:00Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T23:59:60Z',
    '2026-03-01 10:00:00Z',
    '2026-03-01T10:00:00+24:00',
    '01.03.2026',
    '2026-3-1',
    '1740000000',
    '',
    '2026-03-01T10:00:00Z ',
    '２０２６-03-01',
  ]) {
    expect(
      codeOf(() => parseInstant(text, { zone: 'UTC' })),
      text,
    ).toBe('invalid-date');
  }
  for (const text of [
    '+275760-09-13T00:00:00.000Z',
    '1899-12-31T23:59:59Z',
    '2201-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
  ]) {
    expect(
      codeOf(() => parseInstant(text)),
      text,
    ).toBe('date-out-of-range');
  }
});

test('a time without offset needs a zone', () => {
  expect(codeOf(() => parseInstant('2026-03-01T10:00:00'))).toBe('no-offset');
  expect(codeOf(() => parseInstant('2026-03-01'))).toBe('no-offset');
  expect(codeOf(() => parseInstant('2026-03-01T10:00:00', { zone: 'Mars/Olympus' }))).toBe('unknown-zone');
  expect(parseInstant('2026-03-01T10:00:00', { zone: 'Europe/Berlin' })).toEqual({
    instant: '2026-03-01T09:00:00.000Z',
    offset: '+01:00',
    quality: 'exact',
  });
});

test('in a repeated hour the earlier is meant, a skipped time is shifted forward', () => {
  const zone = 'America/New_York';
  expect(parseInstant('2026-11-01T01:30:00', { zone }).instant).toBe('2026-11-01T05:30:00.000Z');
  expect(parseInstant('2026-03-08T02:30:00', { zone }).instant).toBe('2026-03-08T07:30:00.000Z');
});

test('a date alone is its whole local day, due at the last millisecond', () => {
  const zone = 'Asia/Kolkata';
  const parsed = parseInstant('2026-03-01', { zone });
  expect(parsed).toEqual({ instant: '2026-02-28T18:30:00.000Z', offset: '+05:30', quality: 'day' });
  expect(endOfDay(parsed.instant, zone)).toBe('2026-03-01T18:29:59.999Z');
  expect(endOfDay('2026-03-01', zone)).toBe('2026-03-01T18:29:59.999Z');
  expect(startOfDay('2026-03-01T18:29:59.999Z', zone)).toBe(parsed.instant);
});

test('calendar days keep the wall clock over a clock change', () => {
  expect(addDays('2026-03-28T11:00:00.000Z', 1, 'Europe/Berlin')).toBe('2026-03-29T10:00:00.000Z');
  expect(addDays('2026-03-29T10:00:00.000Z', -1, 'Europe/Berlin')).toBe('2026-03-28T11:00:00.000Z');
  expect(codeOf(() => addDays('2026-03-28T11:00:00.000Z', 0.5, 'UTC'))).toBe('date-out-of-range');
  expect(endOfDay('2026-03-29', 'Europe/Berlin')).toBe('2026-03-29T21:59:59.999Z');
  expect(formatLocal('2026-03-29T10:05:59.000Z', 'Europe/Berlin')).toBe('2026-03-29 12:05');
});

test('only names of zones are zones', () => {
  expect(['UTC', 'Europe/Berlin', 'Asia/Kolkata'].every(isZone)).toBe(true);
  expect(['', '+02:00', 'Berlin', 'x'.repeat(100), 7, null].some(isZone)).toBe(false);
});

test('instants and milliseconds are the same thing within the known years', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 11, 31) }), (ms) => {
      const instant = instantFromMs(ms);
      return isInstant(instant) && instantToMs(instant) === ms && parseInstant(instant).instant === instant;
    }),
  );
  expect(isInstant('2026-02-30T00:00:00.000Z')).toBe(false);
  expect(isInstant('2026-02-28T24:00:00.000Z')).toBe(false);
  expect(isInstant('2026-02-28T00:00:00Z')).toBe(false);
  expect(codeOf(() => instantFromMs(Number.NaN))).toBe('date-out-of-range');
});

test('nothing but a canonical instant is one', () => {
  // Characters near the real ones, so that each position is tried.
  const place = fc.tuple(fc.nat({ max: 23 }), fc.constantFrom('0', '9', '3', '-', ':', '.', 'T', 'Z', ' ', '/'));
  fc.assert(
    fc.property(fc.array(place, { maxLength: 3 }), (changes) => {
      const characters = [...'2024-02-28T12:30:30.500Z'];
      for (const [i, character] of changes) characters[i] = character;
      const text = characters.join('');
      const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) ? Date.parse(text) : Number.NaN;
      return isInstant(text) === (!Number.isNaN(ms) && new Date(ms).toISOString() === text);
    }),
    { numRuns: 2_000 },
  );
});

test('string order of instants is time order', () => {
  const ms = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 11, 31) });
  fc.assert(fc.property(ms, ms, (a, b) => instantFromMs(a) < instantFromMs(b) === a < b));
});

test('durations are read in both spellings', () => {
  const minute = 60_000;
  expect(
    ['30m', '2h', '7d', '1h30m', 'PT2H', 'P7D', '90s', 'P1DT1H', '30min'].map((text) => parseDuration(text) / minute),
  ).toEqual([30, 120, 10_080, 90, 120, 10_080, 1.5, 1_500, 30]);
});

test('durations without a length or outside the limits are refused', () => {
  for (const text of [
    '',
    'P',
    'PT',
    'P1DT',
    '5',
    'h',
    '-PT1H',
    'PT0S',
    'P99999Y',
    'P1M',
    '800d',
    '1.5h',
    '1 h',
    'pt2h',
    '30M',
  ]) {
    expect(
      codeOf(() => parseDuration(text)),
      text,
    ).toBe('invalid-duration');
  }
});

test('a written duration reads back as itself', () => {
  const seconds = fc.integer({ min: LIMITS.durationMinSeconds, max: LIMITS.durationMaxSeconds });
  fc.assert(
    fc.property(seconds, fc.integer({ min: 0, max: 999 }), (s, ms) => {
      const total = Math.min(s * 1_000 + ms, LIMITS.durationMaxSeconds * 1_000);
      return parseDuration(formatDuration(total)) === total;
    }),
  );
  expect([0, -1_800_000, 93_600_000].map(formatDuration)).toEqual(['PT0S', '-PT30M', 'P1DT2H']);
});

test('people read durations in the units they use', () => {
  expect([9_000_000, 45_000, 93_600_000, 0, -1_800_000, 3_599_999 + 2].map(describeDuration)).toEqual([
    '2 h 30 min',
    '45 s',
    '1 d 2 h',
    '0 min',
    '-30 min',
    '1 h',
  ]);
});

const next = (cron: string, zone: string, after: string) => {
  const ms = nextCron(cron, zone, instantToMs(after));
  return ms === undefined ? undefined : instantFromMs(ms);
};

test('a cron pattern is asked on the clock of its zone', () => {
  expect(next('0 6 * * MON-FRI', 'America/New_York', '2026-11-20T12:00:00.000Z')).toBe('2026-11-23T11:00:00.000Z');
  expect(next('*/15 * * * *', 'UTC', '2026-11-20T12:00:00.000Z')).toBe('2026-11-20T12:15:00.000Z');
  expect(next('*/15 * * * *', 'UTC', '2026-11-20T12:14:59.999Z')).toBe('2026-11-20T12:15:00.000Z');
  expect(next('0 0 29 2 *', 'Europe/Berlin', '2026-01-01T00:00:00.000Z')).toBe('2028-02-28T23:00:00.000Z');
});

test('a fixed time comes once on the days of a clock change', () => {
  const berlin = (after: string) => next('30 2 * * *', 'Europe/Berlin', after);
  // Skipped on 29 March 2026: at the jump.
  expect(berlin('2026-03-28T12:00:00.000Z')).toBe('2026-03-29T01:00:00.000Z');
  expect(berlin('2026-03-29T01:00:00.000Z')).toBe('2026-03-30T00:30:00.000Z');
  // Repeated on 25 October 2026: the first of the two.
  expect(berlin('2026-10-24T12:00:00.000Z')).toBe('2026-10-25T00:30:00.000Z');
  expect(berlin('2026-10-25T00:30:00.000Z')).toBe('2026-10-26T01:30:00.000Z');
  // What comes every half hour comes in both hours.
  const half = (after: string) => next('*/30 * * * *', 'Europe/Berlin', after);
  expect(['2026-10-25T00:30:00.000Z', '2026-10-25T01:00:00.000Z'].map(half)).toEqual([
    '2026-10-25T01:00:00.000Z',
    '2026-10-25T01:30:00.000Z',
  ]);
});

test('a pattern that never matches ends, and one that is none is refused', () => {
  const begun = Date.now();
  expect(next('0 0 31 2 *', 'Europe/Berlin', '2026-01-01T00:00:00.000Z')).toBeUndefined();
  expect(Date.now() - begun).toBeLessThan(5_000);
  for (const bad of [
    '',
    '@daily',
    '* * * * * *',
    '* * * *',
    '61 * * * *',
    'a b c d e',
    '0 0 * * 9',
    `0 0 ${'1,'.repeat(90)}1 * *`,
  ]) {
    expect(isCron(bad), bad).toBe(false);
    expect(
      codeOf(() => nextCron(bad, 'UTC', 0)),
      bad,
    ).toBe('invalid-cron');
  }
  expect(isCron('0 6 * * MON-FRI')).toBe(true);
  expect(codeOf(() => nextCron('* * * * *', 'Mars/Olympus', 0))).toBe('unknown-zone');
});
