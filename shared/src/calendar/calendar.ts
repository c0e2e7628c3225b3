import { Failure } from '../failure/index.ts';
import { type WallDay, wallDayOfDate, wallTimeMs, weekdayOf } from '../time/index.ts';
import { calendarSchema, rangeMinutes, weekdays } from './schema.ts';

/** A stretch of business time, from its first millisecond up to, not including, its last. */
export interface Opening {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A calendar that is ready to be asked. */
export interface Calendar {
  readonly timeZone: string;
  /** The opening hours of Monday to Sunday, as minutes since midnight. */
  readonly week: readonly (readonly (readonly [from: number, to: number])[])[];
  readonly holidays: ReadonlySet<WallDay>;
}

// The calendars of a workflow are the same objects at every event.
const known = new WeakMap<object, Calendar>();

/** Reads what a workflow declares as a calendar. Fails with `invalid-calendar`. */
export function parseCalendar(declared: unknown): Calendar {
  const before = typeof declared === 'object' && declared !== null ? known.get(declared) : undefined;
  if (before) return before;
  const result = calendarSchema.safeParse(declared);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new Failure('invalid-calendar', issue ? `${issue.path.join('.')}: ${issue.message}` : '');
  }
  const { timeZone, hours, holidays = [] } = result.data;
  const calendar: Calendar = {
    timeZone,
    week: weekdays.map((day) => (hours[day] ?? []).flatMap((text) => [rangeMinutes(text) ?? []]) as [number, number][]),
    holidays: new Set(holidays.map(wallDayOfDate)),
  };
  known.set(declared as object, calendar);
  return calendar;
}

/** The business time of one local day, in order; none on a holiday. */
export function openingsOf(day: WallDay, calendar: Calendar): readonly Opening[] {
  return hoursOf(day, calendar).flatMap(([from, to]) => {
    const [fromMs, toMs] = [wallTimeMs(day, from, calendar.timeZone), wallTimeMs(day, to, calendar.timeZone)];
    // Hours that a clock skips are no business time.
    return fromMs < toMs ? [{ fromMs, toMs }] : [];
  });
}

/** Whether anybody works at all on a local day. */
export function isBusinessDay(day: WallDay, calendar: Calendar): boolean {
  return hoursOf(day, calendar).length > 0;
}

function hoursOf(day: WallDay, { week, holidays }: Calendar): readonly (readonly [number, number])[] {
  return holidays.has(day) ? [] : (week[weekdayOf(day) - 1] ?? []);
}
