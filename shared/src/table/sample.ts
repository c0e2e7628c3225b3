import { LIMITS } from '../limits/index.ts';
import type { CellType } from '../workflow/kinds/decide.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ROUND_MS = [365 * DAY, 30 * DAY, 7 * DAY, DAY, HOUR, 15 * MINUTE, MINUTE, SECOND, 1];
const EARLIEST_MS = Date.UTC(LIMITS.yearMin, 0, 1);
const LATEST_MS = Date.UTC(LIMITS.yearMax + 1, 0, 1) - 1;
/** 2026-01-01: where nothing bounds an instant. */
const SOME_DAY_MS = Date.UTC(2026, 0, 1);

/** A value that lies between two others, as round as there is one; null where there is none. */
export function between(from: number | undefined, to: number | undefined, type: CellType): number | null {
  if (type === 'number') return number(from, to);
  const [low, high, step, middle] =
    type === 'instant' ? [EARLIEST_MS, LATEST_MS, DAY, SOME_DAY_MS] : [-Infinity, Infinity, HOUR, HOUR];
  if (from === undefined && to === undefined) return middle;
  if (from === undefined) return beside(to ?? 0, -step, low, high);
  if (to === undefined) return beside(from, step, low, high);
  const inside = (value: number) => value > from && value < to;
  for (const unit of ROUND_MS) {
    const value = Math.round((from + to) / 2 / unit) * unit;
    if (inside(value)) return value + 0;
  }
  return null;
}

/** A step beyond a bound; where the type ends before, its end. */
function beside(bound: number, step: number, low: number, high: number): number | null {
  const value = Math.min(high, Math.max(low, bound + step));
  return value === bound ? null : value;
}

function number(from: number | undefined, to: number | undefined): number | null {
  if (from === undefined && to === undefined) return 0;
  if (from === undefined) return beyond(to ?? 0, -1);
  if (to === undefined) return beyond(from, 1);
  const middle = from + (to - from) / 2;
  for (let digits = 1; digits <= 17; digits += 1) {
    const value = Number(middle.toPrecision(digits));
    if (value > from && value < to) return value + 0;
  }
  return null;
}

/** One more or less; for numbers so large that one makes no difference, a part of them. */
function beyond(bound: number, step: number): number {
  const value = bound + step;
  return value === bound ? bound + Math.abs(bound) * step : value;
}
