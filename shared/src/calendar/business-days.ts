import { Failure } from '../failure/index.ts';
import { LIMITS } from '../limits/index.ts';
import { wallDayOf, wallMinuteOf, wallTimeMs } from '../time/index.ts';
import type { DayPrice } from './business-time.ts';
import { type Calendar, isBusinessDay } from './calendar.ts';

/**
 * The same time of day so many business days later (earlier, when negative). A day on which nobody works is not counted,
 * and nothing is due on one: 0 business days after a Sunday is Monday.
 *
 * Fails with `calendar-out-of-reach` where that is more than ten years away.
 */
export function addBusinessDays(atMs: number, days: number, calendar: Calendar, price?: DayPrice): number {
  const direction = days < 0 ? -1 : 1;
  const first = wallDayOf(atMs, calendar.timeZone);
  let left = Math.abs(days);
  if (left === 0 && isBusinessDay(first, calendar)) return atMs;
  for (let count = 1; count <= LIMITS.calendarReachDays; count += 1) {
    price?.();
    const day = first + direction * count;
    if (isBusinessDay(day, calendar)) left -= 1;
    if (left <= 0 && isBusinessDay(day, calendar)) {
      return wallTimeMs(day, wallMinuteOf(atMs, calendar.timeZone), calendar.timeZone);
    }
  }
  throw new Failure('calendar-out-of-reach', calendar.timeZone);
}

/**
 * How many business days lie after the day of one moment, up to and including the day of another: `addBusinessDays` the
 * other way round. Negative where the second comes first.
 */
export function businessDaysBetween(fromMs: number, toMs: number, calendar: Calendar, price?: DayPrice): number {
  const [from, to] = [wallDayOf(fromMs, calendar.timeZone), wallDayOf(toMs, calendar.timeZone)];
  if (Math.abs(to - from) > LIMITS.calendarReachDays) throw new Failure('calendar-out-of-reach', calendar.timeZone);
  const step = to < from ? -1 : 1;
  let count = 0;
  for (let day = from; day !== to; ) {
    price?.();
    day += step;
    if (isBusinessDay(day, calendar)) count += step;
  }
  return count;
}
