import { Failure } from '../failure/index.ts';
import type { Form, Language } from '../language/index.ts';
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
  return durationIn(ms, 'en');
}

/** The same in a language: `2 Stunden 30 Minuten`, and in the dative (after *innerhalb von*) `2 Tagen`. */
export function durationIn(ms: number, language: Language, form: Form = 'nominative'): string {
  const rounded = Math.abs(ms) >= HOUR ? Math.round(ms / MINUTE) * MINUTE : ms;
  const { sign, ...counts } = split(rounded);
  const unit = UNITS[language];
  const parts = (['days', 'hours', 'minutes', 'seconds'] as const).map((each) =>
    counts[each] === 0 ? '' : unit(counts[each], each, form),
  );
  const text = parts.filter((each) => each !== '').join(' ');
  return text === '' ? unit(0, 'minutes', form) : sign + text;
}

type Unit = 'days' | 'hours' | 'minutes' | 'seconds';
const SIGNS: Readonly<Record<Unit, string>> = { days: 'd', hours: 'h', minutes: 'min', seconds: 's' };
const GERMAN: Readonly<Record<Unit, string>> = {
  days: 'Tag',
  hours: 'Stunde',
  minutes: 'Minute',
  seconds: 'Sekunde',
};
const UNITS: Readonly<Record<Language, (count: number, unit: Unit, form: Form) => string>> = {
  en: (count, unit) => `${count} ${SIGNS[unit]}`,
  de: (count, unit, form) => {
    const plural = unit !== 'days' ? 'n' : form === 'dative' ? 'en' : 'e';
    return `${String(count).replace('.', ',')} ${GERMAN[unit]}${count === 1 ? '' : plural}`;
  },
};

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
