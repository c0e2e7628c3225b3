import { Temporal } from 'temporal-polyfill';
import { Failure } from '../failure/index.ts';
import { type Instant, instantFromMs, instantToMs, parseInstant } from './instant.ts';
import { offsetMsAt } from './offset.ts';
import { wallDayOf, wallMinuteOf, weekdayOf } from './wall-day.ts';
import { requireZone, zoned } from './zone.ts';

const DAYS_MAX = 200_000;

/** The first moment of the local day that holds an instant, or of a date (`2026-03-01`). */
export function startOfDay(instantOrDate: string, zone: string): Instant {
  return instantFromMs(localDate(instantOrDate, zone).toZonedDateTime(zone).epochMilliseconds);
}

/** The last millisecond of the local day: an instant known to the day only is due then. */
export function endOfDay(instantOrDate: string, zone: string): Instant {
  const next = localDate(instantOrDate, zone).add({ days: 1 });
  return instantFromMs(next.toZonedDateTime(zone).epochMilliseconds - 1);
}

/** The same wall clock so many calendar days later (or earlier): 23 or 25 hours where a clock change lies between. */
export function addDays(instant: Instant, days: number, zone: string): Instant {
  if (!Number.isInteger(days) || Math.abs(days) > DAYS_MAX) {
    throw new Failure('date-out-of-range', `${days} days is not a whole number of days within reach`);
  }
  return instantFromMs(zoned(instantToMs(instant), requireZone(zone)).add({ days }).epochMilliseconds);
}

/** The hour 0–23 that a clock in the zone shows. */
export function hourOfDay(instant: Instant, zone: string): number {
  return Math.floor(wallMinuteOf(instantToMs(instant), requireZone(zone)) / 60);
}

/** The day of the week in the zone: 1 is Monday, 7 is Sunday (ISO 8601). */
export function dayOfWeek(instant: Instant, zone: string): number {
  return weekdayOf(wallDayOf(instantToMs(instant), requireZone(zone)));
}

/** `2026-03-01 14:30` as a clock in the zone shows it, for people. */
export function formatLocal(instant: Instant, zone: string): string {
  const ms = instantToMs(instant);
  return new Date(ms + offsetMsAt(ms, requireZone(zone))).toISOString().slice(0, 16).replace('T', ' ');
}

function localDate(instantOrDate: string, zone: string): Temporal.PlainDate {
  requireZone(zone);
  if (instantOrDate.length !== 10) return zoned(instantToMs(instantOrDate), zone).toPlainDate();
  // A date that does not exist is refused in one place.
  parseInstant(instantOrDate, { zone: 'UTC' });
  return Temporal.PlainDate.from(instantOrDate);
}
