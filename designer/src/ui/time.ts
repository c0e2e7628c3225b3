import type { Moment } from '@slipway/shared/api';
import { localeTag } from '../messages/locale.ts';
import { answerText } from '../messages/said.ts';
import { t, tn } from '../messages/t.ts';
import { saidInJson } from './json-answer.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** So near, a weekday cannot be mistaken for the one a week off. */
const NEAR_DAYS = 3;

const clockFormat = new Intl.DateTimeFormat(localeTag, { hour: '2-digit', minute: '2-digit' });
const weekdayFormat = new Intl.DateTimeFormat(localeTag, { weekday: 'short' });
const dayFormat = new Intl.DateTimeFormat(localeTag, { day: 'numeric', month: 'short' });
const chartDayFormat = new Intl.DateTimeFormat(localeTag, { weekday: 'short', day: 'numeric', month: 'short' });
const dayUtcFormat = new Intl.DateTimeFormat(localeTag, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const dayYearFormat = new Intl.DateTimeFormat(localeTag, { day: 'numeric', month: 'short', year: 'numeric' });
const dayYearUtcFormat = new Intl.DateTimeFormat(localeTag, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** The clock time of an instant where the viewer is. */
export const clockTime = (at: string): string => clockFormat.format(new Date(at));

/**
 * An instant in as few words as the viewer's `now` allows: the clock time on the same day, with the weekday some days
 * around it, with the day otherwise, and with the year when it is another one. `now` is the clock of a replay, where
 * today is the replayed day and records that know no more than their day stand at its edge; elsewhere it is null. What
 * people and machines do to a replay happens in their own time, so of the two clocks the nearer one is today.
 */
export function shortInstant(at: string, now: string | null): string {
  const date = new Date(at);
  if (now !== null && isDayEdge(at)) return shortDay(date.getTime(), now);
  const today = todayFor(date, now);
  if (date.toDateString() === today.toDateString()) return clockTime(at);
  const near = Math.abs(date.getTime() - today.getTime()) < NEAR_DAYS * DAY_MS;
  const sameYear = date.getFullYear() === today.getFullYear();
  const day = (near ? weekdayFormat : sameYear ? dayFormat : dayYearFormat).format(date);
  return t('time.day-and-clock', { day, time: clockTime(at) });
}

/** A day, with its year unless that is the year of `now`. */
function shortDay(ms: number, now: string | null): string {
  const date = new Date(ms);
  const sameYear = date.getUTCFullYear() === todayFor(date, now).getUTCFullYear();
  return (sameYear ? dayUtcFormat : dayYearUtcFormat).format(date);
}

/** An instant as it stands on paper: with its year and its clock time, where the viewer is. */
export const writtenInstant = (at: string): string =>
  new Intl.DateTimeFormat(localeTag, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(at));

/** How far a replay has come: its day with the year, since it is the clock that everything else is read against. */
export const replayedDay = (at: string): string => dayYearUtcFormat.format(new Date(at));

const DAY_EDGE = /T(?:00:00:00(?:\.0+)?|23:59:59(?:\.9+)?)Z$/;
const isDayEdge = (at: string): boolean => DAY_EDGE.test(at);

function todayFor(date: Date, now: string | null): Date {
  return nearer(date, now ? new Date(now) : new Date(), new Date());
}

function nearer(date: Date, one: Date, other: Date): Date {
  const distance = (clock: Date) => Math.abs(clock.getTime() - date.getTime());
  return distance(one) <= distance(other) ? one : other;
}

/** A moment as exact as it is known: a day is shown as the local day of the place, never with a clock time. */
export function shortMoment(moment: Moment, now: string | null): string {
  return isWholeDay(moment) ? shortDay(localMs(moment), now) : shortInstant(moment.at, now);
}

/** Known to the day, or not even that. */
export const isWholeDay = (moment: Moment): boolean => moment.quality === 'day' || moment.quality === 'unknown';

/** A day where the viewer is: `Fri 20 Nov`. */
export const dayText = (ms: number): string => chartDayFormat.format(new Date(ms));

/** A moment on an axis that names its days: the clock time, or the day alone. */
export function axisMoment(moment: Moment, daysOnly: boolean, now: string): string {
  if (isWholeDay(moment)) return shortDay(localMs(moment), now);
  return daysOnly ? dayFormat.format(new Date(moment.at)) : clockTime(moment.at);
}

const INSTANTS = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z/g;
/** A date that stands alone: inside an id it is a part of the id. */
const DATES = /(?<![\w./-])\d{4}-\d{2}-\d{2}(?![\w/-])/g;

/** The code before the status with which another system answered; who reads the sentence is told by the status. */
const CODE_OF_ANSWER = /^[a-z]+(?:-[a-z]+)+: (?=HTTP \d{3})/;

/**
 * A sentence of the engine as people read it: instants and dates in it as elsewhere, midnight or the last moment of a
 * day as the day, and of the JSON that another system answered with what it says in words.
 */
export function readableText(text: string, now: string | null): string {
  return answerText(saidInJson(text).replace(CODE_OF_ANSWER, ''))
    .replace(INSTANTS, (at) => (isDayEdge(at) ? dayYearUtcFormat.format(new Date(at)) : shortInstant(at, now)))
    .replace(DATES, (day) => (Number.isNaN(Date.parse(day)) ? day : dayYearUtcFormat.format(new Date(day))));
}

/** What the pointer shows: the day for a day, otherwise the exact instant in UTC and where it happened. */
export function exactText(at: string, localOffset: string | null, wholeDay: boolean): string {
  if (wholeDay) return t('time.whole-day', { day: at.slice(0, 10) });
  const utc = t('time.utc', { time: at.replace('T', ' ').replace('Z', '') });
  if (!localOffset || localOffset === 'Z' || localOffset === '+00:00') return utc;
  const local = new Date(Date.parse(at) + offsetMs(localOffset)).toISOString().slice(0, 16).replace('T', ' ');
  return t('time.utc-and-local', { utc, local, offset: localOffset });
}

/** Milliseconds of the moment as the place where it happened writes it. */
export function localMs(moment: Moment): number {
  return Date.parse(moment.at) + (moment.localOffset ? offsetMs(moment.localOffset) : 0);
}

function offsetMs(offset: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(offset);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -minutes : minutes) * MINUTE_MS;
}

/** A length of time in its two largest units: `2 h 05 min`, `3 days`. Negative lengths lose their sign. */
export function lengthText(ms: number): string {
  const whole = Math.abs(ms);
  if (whole < MINUTE_MS) return tn('time.seconds', Math.round(whole / 1000));
  if (whole < 2 * HOUR_MS) return tn('time.minutes', Math.round(whole / MINUTE_MS));
  if (whole < 2 * DAY_MS) {
    const all = Math.round(whole / MINUTE_MS);
    const minutes = all % 60;
    const hours = (all - minutes) / 60;
    if (minutes === 0) return tn('time.hours', hours);
    return t('time.hours-minutes', { hours, minutes: String(minutes).padStart(2, '0') });
  }
  return tn('time.days', Math.round(whole / DAY_MS));
}

/** How far two moments lie apart, in days where either is only known to the day. Null while one is unknown. */
export function difference(
  from: Moment | null,
  to: Moment | null,
): { readonly ms: number; readonly text: string } | null {
  if (!from || !to) return null;
  const wholeDays = [from, to].some(isWholeDay);
  if (!wholeDays) {
    const ms = Date.parse(to.at) - Date.parse(from.at);
    return { ms, text: lengthText(ms) };
  }
  const days = Math.floor(localMs(to) / DAY_MS) - Math.floor(localMs(from) / DAY_MS);
  return { ms: days * DAY_MS, text: tn('time.days', Math.abs(days)) };
}
