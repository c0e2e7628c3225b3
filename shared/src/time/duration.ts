import { Failure } from '../failure/index.ts';
import { LIMITS } from '../limits/index.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNIT_MS: Readonly<Record<string, number>> = { w: 7 * DAY, d: DAY, h: HOUR, m: MINUTE, s: SECOND };
const SHORT = /^(?:(\d{1,9})w)?(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m(?:in)?)?(?:(\d{1,9}(?:\.\d{1,3})?)s)?$/;
const ISO = /^P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,3})?)S)?)?$/;

/**
 * Milliseconds of `30m`, `1h30m`, `7d`, `PT2H` or `P7D`. A day is 24 hours: calendar days are `addDays`. Years and
 * months have no length and are refused.
 *
 * Fails with `invalid-duration`, also outside LIMITS.durationMinSeconds … durationMaxSeconds.
 */
export function parseDuration(text: string): number {
  const match = text.length === 0 || text.length > 40 ? null : (SHORT.exec(text) ?? ISO.exec(text));
  const parts = match?.slice(1);
  if (!parts?.some((part) => part !== undefined) || text.endsWith('T'))
    throw new Failure('invalid-duration', quote(text));
  const units = ['w', 'd', 'h', 'm', 's'];
  const ms = parts.reduce((sum, part, i) => sum + Number(part ?? 0) * (UNIT_MS[units[i] ?? ''] ?? 0), 0);
  if (ms < LIMITS.durationMinSeconds * SECOND || ms > LIMITS.durationMaxSeconds * SECOND) {
    throw new Failure('invalid-duration', quote(text));
  }
  return Math.round(ms);
}

/** ISO 8601 of milliseconds: `PT2H30M`, `P1DT2H`, `PT0S`, `-PT30M`. */
export function formatDuration(ms: number): string {
  const { sign, days, hours, minutes, seconds } = split(ms);
  const time = `${part(hours, 'H')}${part(minutes, 'M')}${part(seconds, 'S')}`;
  const text = `${part(days, 'D')}${time && `T${time}`}`;
  return text === '' ? 'PT0S' : `${sign}P${text}`;
}

/** For people: `2 h 30 min`, `45 s`, `1 d 2 h`. From one hour on it is rounded to minutes. */
export function describeDuration(ms: number): string {
  const rounded = Math.abs(ms) >= HOUR ? Math.round(ms / MINUTE) * MINUTE : ms;
  const { sign, days, hours, minutes, seconds } = split(rounded);
  const parts = [part(days, ' d'), part(hours, ' h'), part(minutes, ' min'), part(seconds, ' s')];
  const text = parts.filter((each) => each !== '').join(' ');
  return text === '' ? '0 min' : sign + text;
}

function split(ms: number) {
  const whole = Math.round(Math.abs(ms));
  return {
    sign: ms < 0 ? '-' : '',
    days: Math.floor(whole / DAY),
    hours: Math.floor((whole % DAY) / HOUR),
    minutes: Math.floor((whole % HOUR) / MINUTE),
    seconds: (whole % MINUTE) / SECOND,
  };
}

function part(count: number, unit: string): string {
  return count === 0 ? '' : `${count}${unit}`;
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}
