import { z } from 'zod';
import { LIMITS } from '../limits/index.ts';
import { isInstant, isZone } from '../time/index.ts';

/** The days of the week in the order of ISO 8601. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const RANGE = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/;

const range = z
  .string()
  .max(11)
  .refine((text) => rangeMinutes(text) !== undefined, {
    error: 'Hours are written 08:00-17:00, the earlier first; a night is two ranges, 22:00-24:00 and 00:00-06:00.',
  });

const ranges = z
  .array(range)
  .max(6)
  .refine((texts) => inOrder(texts), { error: 'The ranges of a day come in order and do not overlap.' });

/**
 * When people work: the opening hours of each day of the week on the clock of a zone (`24:00` is midnight at its end),
 * and the days on which nobody does.
 */
export const calendarSchema = z.looseObject({
  timeZone: z.string().refine(isZone, { error: 'No time zone of this name is known (such as Europe/Berlin).' }),
  hours: z.partialRecord(z.enum(weekdays), ranges),
  holidays: z
    .array(z.string().refine((date) => isInstant(`${date}T00:00:00.000Z`), { error: 'This is not a date.' }))
    .max(LIMITS.calendarHolidays)
    .optional(),
});
export type CalendarText = z.infer<typeof calendarSchema>;

/** Minutes since midnight of `08:00-17:00`; undefined for any other text. */
export function rangeMinutes(text: string): readonly [from: number, to: number] | undefined {
  const [, h1, m1, h2, m2] = (RANGE.exec(text) ?? []).map(Number);
  if (h1 === undefined || m1 === undefined || h2 === undefined || m2 === undefined || m1 > 59 || m2 > 59) return;
  const [from, to] = [h1 * 60 + m1, h2 * 60 + m2];
  return from < to && to <= 24 * 60 ? [from, to] : undefined;
}

function inOrder(texts: readonly string[]): boolean {
  let before = 0;
  for (const text of texts) {
    const [from, to] = rangeMinutes(text) ?? [0, 0];
    if (from < before) return false;
    before = to;
  }
  return true;
}
