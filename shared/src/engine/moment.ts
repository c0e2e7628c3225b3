import { instantToMs } from '../time/index.ts';

const DAY_MS = 24 * 3_600_000;

/** A moment in a text for people: a whole day as its date (also the last millisecond of one), else to the minute, UTC. */
export function moment(instant: string): string {
  if (instant.endsWith('T00:00:00.000Z') || instant.endsWith('T23:59:59.999Z')) return instant.slice(0, 10);
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** How late something is, in milliseconds. What is due on a day is due at its last millisecond: lateness counts in days. */
export function lateMs(met: string, due: string): number {
  const dueMs = instantToMs(due);
  const wholeDay = dueMs % 1_000 === 999;
  return instantToMs(met) - dueMs + (wholeDay ? DAY_MS - 1 : 0);
}
