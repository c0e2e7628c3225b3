import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { localToMs, offsetMsAt } from './offset.ts';

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Africa/Casablanca', 'UTC'];
const from = Date.UTC(2015, 0, 1);
const to = Date.UTC(2035, 0, 1);
// Moments anywhere, and many within hours of a change.
const moment = fc.oneof(
  fc.integer({ min: from, max: to }),
  fc
    .tuple(
      fc.constantFrom(1774746000000, 1792890000000, 1772953200000, 1793512800000, 1791041400000),
      fc.integer({ min: -9e6, max: 9e6 }),
    )
    .map(([at, by]) => at + by),
);

test('a clock shows what Temporal says', () => {
  fc.assert(
    fc.property(moment, fc.constantFrom(...zones), (ms, zone) => {
      const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
      expect(offsetMsAt(ms, zone)).toBe(local.offsetNanoseconds / 1e6);
    }),
    { numRuns: 1_500 },
  );
});

test('a local time is the moment that Temporal says, and one that is skipped is the jump', () => {
  fc.assert(
    fc.property(moment, fc.constantFrom(...zones), (local, zone) => {
      const plain = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC').toPlainDateTime();
      const shifted = plain.toZonedDateTime(zone, { disambiguation: 'compatible' });
      const ms = localToMs(local, zone);
      if (shifted.toPlainDateTime().equals(plain)) expect(ms).toBe(shifted.epochMilliseconds);
      else {
        expect(offsetMsAt(ms - 1, zone)).not.toBe(offsetMsAt(ms, zone));
        expect(Math.abs(ms - shifted.epochMilliseconds)).toBeLessThan(3_600_000);
      }
    }),
    { numRuns: 1_500 },
  );
});
