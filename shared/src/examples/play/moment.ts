import { LIMITS } from '../../limits/index.ts';
import { instantFromMs, instantToMs, isInstant, parseDuration } from '../../time/index.ts';

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;

/** Milliseconds of an offset: `0`, `+2h30m`, `-1d`. Fails with `invalid-duration`. */
export function offsetMs(offset: string): number {
  if (offset === '0') return 0;
  return (offset.startsWith('-') ? -1 : 1) * parseDuration(offset.slice(1));
}

/** The offset of so many milliseconds, as it is written in a scenario. */
export function offsetOf(ms: number): string {
  let rest = Math.abs(ms);
  let text = '';
  for (const [unit, unitMs] of UNITS) {
    const count = unit === 's' ? rest / unitMs : Math.floor(rest / unitMs);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * unitMs;
  }
  return text === '' ? '0' : `${ms < 0 ? '-' : '+'}${text}`;
}

/** Whether so many milliseconds can be written as an offset. */
export function isOffset(ms: number): boolean {
  const seconds = Math.abs(ms) / 1_000;
  return ms === 0 || (seconds >= LIMITS.durationMinSeconds && seconds <= LIMITS.durationMaxSeconds);
}

/** The same JSON with every text that is `T0` and an offset made the instant that it means. */
export function dated(value: unknown, startMs: number): unknown {
  if (typeof value === 'string')
    return /^T0([+-].+)?$/.test(value) ? instantFromMs(startMs + offsetMs(value.slice(2) || '0')) : value;
  if (Array.isArray(value)) return value.map((item) => dated(item, startMs));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, dated(item, startMs)]));
}

/** The same JSON with every instant written as `T0` and an offset, where it can be: what `dated` takes back. */
export function undated(value: unknown, startMs: number): unknown {
  if (typeof value === 'string') {
    const ms = isInstant(value) ? instantToMs(value) - startMs : Number.NaN;
    return isOffset(ms) ? `T0${offsetOf(ms).replace(/^0$/, '')}` : value;
  }
  if (Array.isArray(value)) return value.map((item) => undated(item, startMs));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, undated(item, startMs)]));
}
