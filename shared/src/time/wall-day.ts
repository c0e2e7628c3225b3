import { instantFromMs, instantToMs, parseInstant } from './instant.ts';
import { localToMs, offsetMsAt } from './offset.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A day of a zone's calendar as the number of days since 1970-01-01, so that days are counted without a clock. */
export type WallDay = number;

/** The local day that holds a moment. The zone must be known to exist (`requireZone`), here as below. */
export function wallDayOf(ms: number, zone: string): WallDay {
  return Math.floor((ms + offsetMsAt(ms, zone)) / DAY_MS);
}

/** Minutes and their parts since midnight that a clock in the zone shows. */
export function wallMinuteOf(ms: number, zone: string): number {
  const local = ms + offsetMsAt(ms, zone);
  return (local - Math.floor(local / DAY_MS) * DAY_MS) / MINUTE_MS;
}

/**
 * The moment at which a clock in the zone shows so many minutes after midnight of a day (1440 is the next midnight): the
 * earlier of two, and the moment of the jump where the clock skips it.
 */
export function wallTimeMs(day: WallDay, minute: number, zone: string): number {
  return localToMs(day * DAY_MS + Math.round(minute * MINUTE_MS), zone);
}

/** The day of the week of a day: 1 is Monday, 7 is Sunday (ISO 8601). */
export function weekdayOf(day: WallDay): number {
  // 1 January 1970 was a Thursday.
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** `2026-03-01`. */
export function dateOf(day: WallDay): string {
  return instantFromMs(day * DAY_MS).slice(0, 10);
}

/** The day of a date such as `2026-03-01`. Fails with `invalid-date`. */
export function wallDayOfDate(date: string): WallDay {
  return Math.floor(instantToMs(parseInstant(date, { zone: 'UTC' }).instant) / DAY_MS);
}
