import type { TimeQuality } from '../event/envelope.ts';
import { Failure } from '../failure/index.ts';
import { LIMITS } from '../limits/index.ts';
import { localToMs, offsetAt, requireZone, type WallClock } from './zone.ts';

/** `YYYY-MM-DDTHH:MM:SS.mmmZ`: the one spelling of an instant behind the ingest. String order is time order. */
export type Instant = string;

/** What a source wrote, made canonical: the instant, the offset it was written with, how exact it is. */
export interface ParsedInstant {
  readonly instant: Instant;
  /** `+02:00`; `+00:00` for `Z`. */
  readonly offset: string;
  readonly quality: Extract<TimeQuality, 'exact' | 'minute' | 'day'>;
}

const TEXT = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?([Zz]|[+-]\d{2}:\d{2})?)?$/;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Whether a value is a canonical instant of a day that exists. */
export function isInstant(value: unknown): value is Instant {
  return typeof value === 'string' && !Number.isNaN(canonicalMs(value));
}

/** Milliseconds since 1970 of a canonical instant. Fails with `invalid-date`. */
export function instantToMs(instant: Instant): number {
  const ms = canonicalMs(instant);
  if (Number.isNaN(ms)) throw new Failure('invalid-date', quote(instant));
  return ms;
}

/** Milliseconds of a canonical instant, NaN for any other text. */
export function canonicalMs(text: string): number {
  // Read by position, since every condition of every event comes by here; Date.parse takes five times as long.
  if (text.length !== 24 || text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[23] !== 'Z')
    return Number.NaN;
  if (text[13] !== ':' || text[16] !== ':' || text[19] !== '.') return Number.NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  if (!isDate(year, month, day) || !(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN;
  return dayNumber(year, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1_000 + digits(text, 20, 23);
}

/** NaN as soon as one of the characters is no digit. */
function digits(text: string, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Days since 1 January 1970 in the Gregorian calendar (H. Hinnant, “days_from_civil”: years that begin in March). */
function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDate(year: number, month: number, day: number): boolean {
  if (!(month >= 1 && month <= 12 && day >= 1) || Number.isNaN(year)) return false;
  if (day <= 28) return true;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= (month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0));
}

/** The canonical instant of milliseconds since 1970. Fails with `date-out-of-range` outside the years of LIMITS. */
export function instantFromMs(ms: number): Instant {
  if (!Number.isFinite(ms) || ms < EARLIEST_MS || ms > LATEST_MS) throw new Failure('date-out-of-range', String(ms));
  const whole = Math.trunc(ms);
  const second = Math.floor(whole / 1_000);
  // One instant mostly follows another of the same second; to spell it anew takes ten times as long.
  if (second !== spelled.second) spelled = { second, text: new Date(second * 1_000).toISOString().slice(0, -4) };
  return spelled.text + (THOUSANDTHS[whole - second * 1_000] ?? '');
}

let spelled = { second: Number.NaN, text: '' };
const THOUSANDTHS: readonly string[] = Array.from({ length: 1_000 }, (_, ms) => `${String(ms).padStart(3, '0')}Z`);

const EARLIEST_MS = Date.UTC(LIMITS.yearMin, 0, 1);
const LATEST_MS = Date.UTC(LIMITS.yearMax + 1, 0, 1) - 1;

/**
 * Reads RFC 3339 strictly, with three concessions to real sources: seconds may be absent (`minute`), the time may be
 * absent (`day`: the instant is the start of the local day, due at its `endOfDay`), and the offset may be absent
 * where `zone` says which clock was meant. In the hour that a clock repeats the earlier one is meant; a time that a
 * clock skips is shifted forward by the gap.
 *
 * Fails with `invalid-date`, `date-out-of-range`, `no-offset` or `unknown-zone`.
 */
export function parseInstant(text: string, options: { readonly zone?: string | undefined } = {}): ParsedInstant {
  if (/^[+-]\d{6}-\d{2}-\d{2}/.test(text)) throw new Failure('date-out-of-range', quote(text));
  const match = TEXT.exec(text);
  if (!match) throw new Failure('invalid-date', quote(text));
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  const fields = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    ms: Number((fraction ?? '').slice(0, 3).padEnd(3, '0')),
  };
  const quality = hour === undefined ? 'day' : second === undefined ? 'minute' : 'exact';
  if (!exists(fields)) throw new Failure('invalid-date', quote(text));
  if (fields.year < LIMITS.yearMin - 1 || fields.year > LIMITS.yearMax + 1) {
    throw new Failure('date-out-of-range', quote(text));
  }
  if (offset !== undefined) {
    const offsetMs = readOffset(offset, text);
    return { instant: instantFromMs(utcMs(fields) - offsetMs), offset: writeOffset(offset), quality };
  }
  if (options.zone === undefined) throw new Failure('no-offset', quote(text));
  requireZone(options.zone);
  const ms = localToMs(fields, options.zone);
  return { instant: instantFromMs(ms), offset: offsetAt(ms, options.zone), quality };
}

function utcMs(at: WallClock): number {
  return Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second, at.ms);
}

function exists(at: WallClock): boolean {
  return isDate(at.year, at.month, at.day) && at.hour <= 23 && at.minute <= 59 && at.second <= 59;
}

function readOffset(offset: string, text: string): number {
  if (offset === 'Z' || offset === 'z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(4, 6));
  if (hours > 23 || minutes > 59) throw new Failure('invalid-date', quote(text));
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS;
}

function writeOffset(offset: string): string {
  return /^[Zz]$|^-00:00$/.test(offset) ? '+00:00' : offset;
}

function quote(text: unknown): string {
  return JSON.stringify(String(text).slice(0, 40));
}
