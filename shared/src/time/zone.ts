import { Temporal } from 'temporal-polyfill';
import { Failure } from '../failure/index.ts';

// Asking Intl for a zone costs microseconds and the same few are asked for at every event.
const known = new Map<string, boolean>();
const KNOWN_MAX = 1_000;

/** Whether a text names an IANA time zone (`Europe/Berlin`) or `UTC`. Bare offsets are no zones: they know no DST. */
export function isZone(zone: unknown): boolean {
  if (typeof zone !== 'string' || zone.length > 64 || !/^[A-Za-z]/.test(zone)) return false;
  const before = known.get(zone);
  if (before !== undefined) return before;
  let valid = true;
  try {
    new Temporal.ZonedDateTime(0n, zone);
  } catch {
    valid = false;
  }
  if (known.size < KNOWN_MAX) known.set(zone, valid);
  return valid;
}

/** Passes a zone on, or fails with `unknown-zone`. */
export function requireZone(zone: string): string {
  if (!isZone(zone)) throw new Failure('unknown-zone', JSON.stringify(zone.slice(0, 40)));
  return zone;
}

/** The fields of a date and time as a clock on the wall shows them. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
}

/** Milliseconds since 1970 of a wall clock: the earlier of two (fold), shifted forward where there is none (gap). */
export function localToMs(at: WallClock, zone: string): number {
  const local = new Temporal.PlainDateTime(at.year, at.month, at.day, at.hour, at.minute, at.second, at.ms);
  return local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** The offset of a zone at a moment, as `+02:00`. */
export function offsetAt(ms: number, zone: string): string {
  return zoned(ms, zone).offset.slice(0, 6);
}

/** A moment as a zone's calendar and clock show it. */
export function zoned(ms: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
}
