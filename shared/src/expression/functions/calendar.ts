import {
  addBusinessDays,
  addBusinessMs,
  businessDaysBetween,
  businessMsBetween,
  type Calendar,
  isBusinessMs,
  nextBusinessMs,
  parseCalendar,
} from '../../calendar/index.ts';
import { instantFromMs, instantToMs } from '../../time/index.ts';
import { Fault } from '../fault.ts';
import type { Run } from '../run.ts';
import { Duration } from '../value.ts';
import { declared } from './declared.ts';
import { type FunctionSpec, orFault, param } from './define.ts';

const instant = param('instant', 'instant');
const from = param('from', 'instant');
const to = param('to', 'instant');
const calendar = param('calendar', ['map', 'text'], { names: 'calendars' });

/** What a day that is looked at costs: ten years of them are within the budget of one expression. */
const STEPS_PER_DAY = 5;
const HOUR_MS = 3_600_000;
const msOf = (value: unknown): number => (typeof value === 'string' ? instantToMs(value) : Number.NaN);

/** Business time, by a calendar that the workflow declares: `calendars.<id>`, or its id as a text. */
export const calendarFunctions = {
  addBusinessHours: {
    group: 'calendar',
    parameters: [instant, param('hours', ['number', 'duration']), calendar],
    result: 'instant',
    help: 'The moment at which so many business hours (a number or a duration, negative too) have gone by.',
    example: 'addBusinessHours(event.time, 4, "office")',
    run: ([at, hours, by], run) =>
      asked(by, run, (days, price) => {
        const ms = hours instanceof Duration ? hours.ms : Number(hours) * HOUR_MS;
        return instantFromMs(Math.round(addBusinessMs(msOf(at), ms, days, price)));
      }),
  },
  businessHoursBetween: {
    group: 'calendar',
    parameters: [from, to, calendar],
    result: 'duration',
    help: 'The business time between two instants as a duration; negative where the second comes first.',
    example: 'businessHoursBetween(event.time, now, calendars.office) > duration("8h")',
    run: ([a, b, by], run) =>
      asked(by, run, (days, price) => new Duration(businessMsBetween(msOf(a), msOf(b), days, price))),
  },
  addBusinessDays: {
    group: 'calendar',
    parameters: [instant, param('days', 'number'), calendar],
    result: 'instant',
    help: 'The same time of day so many business days later (negative: earlier); never on a day when nobody works.',
    example: 'addBusinessDays(subject.freeUntil, -2, calendars.office)',
    run: ([at, count, by], run) => {
      if (!Number.isInteger(count)) return new Fault('addBusinessDays(…) takes a whole number of days');
      return asked(by, run, (days, price) => instantFromMs(addBusinessDays(msOf(at), Number(count), days, price)));
    },
  },
  businessDaysBetween: {
    group: 'calendar',
    parameters: [from, to, calendar],
    result: 'number',
    help: 'How many business days come after the day of one instant, up to the day of another.',
    example: 'businessDaysBetween(event.time, now, "office") >= 3',
    run: ([a, b, by], run) => asked(by, run, (days, price) => businessDaysBetween(msOf(a), msOf(b), days, price)),
  },
  isBusinessTime: {
    group: 'calendar',
    parameters: [instant, calendar],
    result: 'boolean',
    help: 'Whether an instant lies in business time. A calendar with the hours of the night tells the night, too.',
    example: 'isBusinessTime(now, "office")',
    run: ([at, by], run) => asked(by, run, (days) => isBusinessMs(msOf(at), days)),
  },
  nextBusinessTime: {
    group: 'calendar',
    parameters: [instant, calendar],
    result: 'instant',
    help: 'The instant itself in business time, otherwise when business time begins next.',
    example: 'nextBusinessTime(now, "office")',
    run: ([at, by], run) => asked(by, run, (days, price) => instantFromMs(nextBusinessMs(msOf(at), days, price))),
  },
} as const satisfies Record<string, FunctionSpec>;

function asked(value: unknown, run: Run, ask: (days: Calendar, price: () => void) => unknown): unknown {
  const given = declared(value, 'calendars', run);
  if (given instanceof Fault) return given;
  run.spend(20);
  return orFault(() => ask(parseCalendar(given), () => run.spend(STEPS_PER_DAY)));
}
