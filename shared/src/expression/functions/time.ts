import {
  addDays,
  dayOfWeek,
  endOfDay,
  formatLocal,
  hourOfDay,
  instantToMs,
  isInstant,
  parseDuration,
  parseInstant,
  startOfDay,
} from '../../time/index.ts';
import { Fault } from '../fault.ts';
import { Duration, isMap } from '../value.ts';
import { type FunctionSpec, orFault, param, zoneParameter as zone } from './define.ts';

const instant = param('instant', 'instant');
const duration = param('duration', 'duration');
const zoneOf = (value: unknown): string => (typeof value === 'string' ? value : 'UTC');
const msOf = (value: unknown): number => (value instanceof Duration ? value.ms : 0);

/** Instants, durations and calendars. A zone that is not said is UTC. */
export const timeFunctions = {
  duration: {
    group: 'time',
    parameters: [param('text', 'text')],
    result: 'duration',
    help: 'A length of time: 30m, 2h, 7d, 1h30m or PT2H. A day is 24 hours; use addDays for calendar days.',
    example: 'subject.eta > subject.commitment.deliverBy + duration("30m")',
    run: ([text]) => orFault(() => new Duration(parseDuration(String(text)))),
  },
  timestamp: {
    group: 'time',
    parameters: [param('text', 'text'), zone],
    result: 'instant',
    help: 'An instant from RFC 3339 text. Without an offset in the text, a zone must say which clock is meant.',
    example: 'timestamp("2026-03-01T10:00:00+01:00")',
    run: ([text, named]) =>
      orFault(() => parseInstant(String(text), typeof named === 'string' ? { zone: named } : {}).instant),
  },
  addDays: {
    group: 'time',
    parameters: [instant, param('days', 'number'), zone],
    result: 'instant',
    help: 'The same time of day so many calendar days later, in the zone.',
    example: 'addDays(subject.commitment.deliverBy, -2, "Europe/Berlin")',
    run: ([at, days, named]) => orFault(() => addDays(String(at), Number(days), zoneOf(named))),
  },
  startOfDay: {
    group: 'time',
    parameters: [instant, zone],
    result: 'instant',
    help: 'The first moment of the day in the zone.',
    example: 'startOfDay(now, "Europe/Berlin")',
    run: ([at, named]) => orFault(() => startOfDay(String(at), zoneOf(named))),
  },
  endOfDay: {
    group: 'time',
    parameters: [instant, zone],
    result: 'instant',
    help: 'The last millisecond of the day in the zone: when something promised for a day is due.',
    example: 'endOfDay(subject.commitment.deliverBy, "Europe/Berlin")',
    run: ([at, named]) => orFault(() => endOfDay(String(at), zoneOf(named))),
  },
  hourOfDay: {
    group: 'time',
    parameters: [instant, zone],
    result: 'number',
    help: 'The hour 0 to 23 on a clock in the zone.',
    example: 'hourOfDay(event.time, "Europe/Berlin") >= 22',
    run: ([at, named]) => orFault(() => hourOfDay(String(at), zoneOf(named))),
  },
  dayOfWeek: {
    group: 'time',
    parameters: [instant, zone],
    result: 'number',
    help: 'The day of the week in the zone: 1 is Monday, 7 is Sunday.',
    example: 'dayOfWeek(now, "Europe/Berlin") > 5',
    run: ([at, named]) => orFault(() => dayOfWeek(String(at), zoneOf(named))),
  },
  formatTime: {
    group: 'time',
    parameters: [instant, zone],
    result: 'text',
    help: 'The instant as people in the zone read it: 2026-03-01 14:30.',
    example: 'formatTime(subject.eta, "Europe/Berlin")',
    run: ([at, named]) => orFault(() => formatLocal(String(at), zoneOf(named))),
  },
  minutes: {
    group: 'time',
    parameters: [duration],
    result: 'number',
    help: 'A duration as a number of minutes.',
    example: 'minutes(subject.eta - subject.commitment.deliverBy) > 30',
    run: ([length]) => msOf(length) / 60_000,
  },
  hours: {
    group: 'time',
    parameters: [duration],
    result: 'number',
    help: 'A duration as a number of hours.',
    example: 'hours(now - event.time)',
    run: ([length]) => msOf(length) / 3_600_000,
  },
  days: {
    group: 'time',
    parameters: [duration],
    result: 'number',
    help: 'A duration as a number of days of 24 hours.',
    example: 'days(now - subject.plannedAt)',
    run: ([length]) => msOf(length) / 86_400_000,
  },
  etaSlipMinutes: {
    group: 'time',
    parameters: [param('subject', 'map')],
    result: 'number',
    help: 'Minutes from the commitment (subject.commitment.deliverBy) to the ETA (subject.eta); negative when early.',
    example: 'etaSlipMinutes(subject) > 30',
    reads: ['commitment.deliverBy', 'eta'],
    run: ([subject]) => {
      const eta = own(subject, 'eta');
      const due = own(own(subject, 'commitment'), 'deliverBy');
      if (eta === undefined || eta === null) return new Fault('The subject has no eta', true);
      if (due === undefined || due === null) return new Fault('The subject has no commitment.deliverBy', true);
      if (!isInstant(eta) || !isInstant(due)) return new Fault('etaSlipMinutes(…) needs two instants');
      return (instantToMs(eta) - instantToMs(due)) / 60_000;
    },
  },
} as const satisfies Record<string, FunctionSpec>;

function own(value: unknown, key: string): unknown {
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
