import {
  dateOf,
  instantFromMs,
  instantToMs,
  isCron,
  nextCron,
  requireZone,
  wallDayOf,
  wallMinuteOf,
  wallTimeMs,
} from '../../time/index.ts';
import { Fault } from '../fault.ts';
import { type FunctionSpec, orFault, param, zoneParameter as zone } from './define.ts';

const instant = param('instant', 'instant');
const zoneOf = (value: unknown): string => requireZone(typeof value === 'string' ? value : 'UTC');
const msOf = (value: unknown): number => instantToMs(String(value));

const clock = (name: string) =>
  param(name, 'text', { check: (text) => (minuteOf(text) === undefined ? badClock.reason : undefined) });
const cronProblem = (text: string) =>
  isCron(text) ? undefined : 'A schedule has five fields of cron, such as 0 16 * * FRI';

/** A pattern that never matches is looked for through a hundred years: no more than a few of those are within a budget. */
const STEPS_PER_CRON = 2_500;

/** What a clock on the wall and a calendar beside it show in a zone. A zone that is not said is UTC. */
export const clockFunctions = {
  localDate: {
    group: 'time',
    parameters: [instant, zone],
    result: 'text',
    help: 'The date in the zone: 2026-03-01. Texts of this form compare as dates.',
    example: 'localDate(now, "Europe/Berlin") == localDate(subject.eta, "Europe/Berlin")',
    run: ([at, named]) => orFault(() => dateOf(wallDayOf(msOf(at), zoneOf(named)))),
  },
  dayOfMonth: {
    group: 'time',
    parameters: [instant, zone],
    result: 'number',
    help: 'The day of the month 1 to 31 in the zone.',
    example: 'dayOfMonth(now, "Europe/Berlin") == 1',
    run: ([at, named]) => orFault(() => Number(dateOf(wallDayOf(msOf(at), zoneOf(named))).slice(8))),
  },
  monthOfYear: {
    group: 'time',
    parameters: [instant, zone],
    result: 'number',
    help: 'The month 1 to 12 in the zone.',
    example: 'monthOfYear(now, "Europe/Berlin") in [6, 7, 8]',
    run: ([at, named]) => orFault(() => Number(dateOf(wallDayOf(msOf(at), zoneOf(named))).slice(5, 7))),
  },
  minuteOfDay: {
    group: 'time',
    parameters: [instant, zone],
    result: 'number',
    help: 'Whole minutes since midnight, 0 to 1439, on a clock in the zone.',
    example: 'minuteOfDay(event.time, "Europe/Berlin") > 17 * 60 + 30',
    run: ([at, named]) => orFault(() => Math.floor(wallMinuteOf(msOf(at), zoneOf(named)))),
  },
  atTime: {
    group: 'time',
    parameters: [instant, clock('clock'), zone],
    result: 'instant',
    help: 'The moment of the same local day at which a clock in the zone shows a time such as 14:00.',
    example: 'now > atTime(subject.plannedPickupAt, "14:00", "Europe/Berlin")',
    run: ([at, clock, named]) => {
      const minute = minuteOf(clock);
      if (minute === undefined) return badClock;
      return orFault(() => instantFromMs(wallTimeMs(wallDayOf(msOf(at), zoneOf(named)), minute, zoneOf(named))));
    },
  },
  betweenTimes: {
    group: 'time',
    parameters: [instant, clock('from'), clock('to'), zone],
    result: 'boolean',
    help: 'Whether a clock in the zone shows a time from one up to another; from 22:00 to 06:00 is the night.',
    example: 'betweenTimes(event.time, "22:00", "06:00", "Europe/Berlin")',
    run: ([at, from, to, named]) => {
      const [begin, end] = [minuteOf(from), minuteOf(to)];
      if (begin === undefined || end === undefined) return badClock;
      return orFault(() => {
        const minute = wallMinuteOf(msOf(at), zoneOf(named));
        return begin <= end ? begin <= minute && minute < end : begin <= minute || minute < end;
      });
    },
  },
  nextCron: {
    group: 'time',
    parameters: [param('cron', 'text', { check: cronProblem }), param('after', 'instant'), zone],
    result: 'instant',
    help: 'The next instant at which a cron schedule of five fields matches on a clock in the zone.',
    example: 'nextCron("0 16 * * FRI", event.time, "Europe/Berlin")',
    run: ([cron, after, named], run) => {
      run.spend(STEPS_PER_CRON);
      return orFault(() => {
        const next = nextCron(String(cron), zoneOf(named), msOf(after));
        return next === undefined ? new Fault('The schedule never matches') : instantFromMs(next);
      });
    },
  },
} as const satisfies Record<string, FunctionSpec>;

const badClock = new Fault('A time of day is written like 14:00');

function minuteOf(clock: unknown): number | undefined {
  const [, hour, minute] = (/^(\d{2}):(\d{2})$/.exec(String(clock)) ?? []).map(Number);
  if (hour === undefined || minute === undefined || minute > 59) return undefined;
  return hour * 60 + minute <= 24 * 60 ? hour * 60 + minute : undefined;
}
