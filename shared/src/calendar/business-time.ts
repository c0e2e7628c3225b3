import { Failure } from '../failure/index.ts';
import { LIMITS } from '../limits/index.ts';
import { wallDayOf } from '../time/index.ts';
import { type Calendar, type Opening, openingsOf } from './calendar.ts';

/** Told of every day that is looked at, so that a caller can put a price on it. */
export type DayPrice = () => void;

/**
 * The moment at which so much business time has gone by since another (or, when negative, lay before it). What begins
 * outside business time begins with the next; what is full at closing time is due then, and not the next morning.
 *
 * Fails with `calendar-out-of-reach` where that is more than ten years away.
 */
export function addBusinessMs(atMs: number, ms: number, calendar: Calendar, price?: DayPrice): number {
  let left = Math.abs(ms);
  for (const { fromMs, toMs } of walk(atMs, ms < 0 ? -1 : 1, calendar, price)) {
    const open = toMs - fromMs;
    if (left <= open) return ms < 0 ? toMs - left : fromMs + left;
    left -= open;
  }
  throw new Failure('calendar-out-of-reach', calendar.timeZone);
}

/** The business time between two moments; negative where the second comes first. Fails as `addBusinessMs` does. */
export function businessMsBetween(fromMs: number, toMs: number, calendar: Calendar, price?: DayPrice): number {
  if (toMs < fromMs) return -businessMsBetween(toMs, fromMs, calendar, price);
  if (toMs - fromMs > LIMITS.calendarReachDays * 86_400_000) {
    throw new Failure('calendar-out-of-reach', calendar.timeZone);
  }
  let sum = 0;
  for (const opening of walk(fromMs, 1, calendar, price, toMs)) {
    sum += Math.max(0, Math.min(opening.toMs, toMs) - opening.fromMs);
  }
  return sum;
}

/** Whether a moment lies in business time. */
export function isBusinessMs(atMs: number, calendar: Calendar): boolean {
  return openingsOf(wallDayOf(atMs, calendar.timeZone), calendar).some(
    ({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs,
  );
}

/** The moment itself in business time, otherwise when business time begins next. Fails as `addBusinessMs` does. */
export function nextBusinessMs(atMs: number, calendar: Calendar, price?: DayPrice): number {
  return addBusinessMs(atMs, 0, calendar, price);
}

/** The openings after a moment (before it, when going back) in the order of the walk, the one that holds it cut there. */
function* walk(
  atMs: number,
  direction: 1 | -1,
  calendar: Calendar,
  price?: DayPrice,
  untilMs = Number.POSITIVE_INFINITY,
): Generator<Opening> {
  const first = wallDayOf(atMs, calendar.timeZone);
  for (let count = 0; count <= LIMITS.calendarReachDays; count += 1) {
    price?.();
    const openings = openingsOf(first + direction * count, calendar);
    for (const opening of direction > 0 ? openings : openings.toReversed()) {
      if (opening.fromMs >= untilMs) return;
      const fromMs = direction > 0 ? Math.max(opening.fromMs, atMs) : opening.fromMs;
      const toMs = direction < 0 ? Math.min(opening.toMs, atMs) : opening.toMs;
      if (fromMs < toMs) yield { fromMs, toMs };
    }
  }
}
