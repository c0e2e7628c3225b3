import type { Milestone, Moment } from '@slipway/shared/api';
import { axisMoment, difference, isWholeDay, localMs } from './time.ts';

export interface Mark {
  readonly key: string;
  readonly title: string;
  readonly row: 'plan' | 'actual' | 'estimate';
  readonly moment: Moment;
  /** The moment as the axis writes it. */
  readonly time: string;
  readonly x: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** False where its label would run into another one. */
  readonly labelled: boolean;
  /** The last milestone: the one that the promise is about. */
  readonly last: boolean;
}

interface PlanInput {
  readonly milestones: readonly Milestone[];
  readonly commitment: Moment | null;
  readonly now: string;
  /** Pixels. */
  readonly width: number;
}

const INSET = 8;
const DAY_MS = 86_400_000;
/** A longer span is labelled with days, a shorter one with clock times between the days. */
const CLOCK_DAYS = 5;
/** How much further than everything else `now` may lie and still be drawn. */
const NOW_STRETCH = 0.25;
/** Where a single milestone stands: behind this share of the time that is drawn. */
const LEAD = 0.3;
const OWED_CHARACTERS = 24;
const CHARACTER = 6.2;
const LABEL_GAP = 10;

/** Where everything of a plan-against-actual drawing stands, from left (earliest) to right, in pixels. */
export function planGeometry({ milestones, commitment, now, width }: PlanInput) {
  const marks = milestones.flatMap(marksOf);
  const wholeDays = knownToTheDay(milestones, commitment);
  // Days are placed by their beginning, so that the same day is the same place.
  const place = (moment: Moment) => (wholeDays ? startOfDay(localMs(moment)) : Date.parse(moment.at));
  const final = milestones.findLast((one) => one.actual ?? one.estimate ?? one.plan);
  const came = final?.actual ?? final?.estimate ?? null;
  const nowMoment: Moment = { at: now, quality: 'exact', localOffset: null };
  const owed = came ? null : difference(commitment, nowMoment);

  const times = [...marks.map((mark) => mark.moment), ...(commitment ? [commitment] : [])].map(place);
  const begin = Math.min(...times);
  const end = Math.max(...times);
  const nowMs = place(nowMoment);
  // What is still owed is drawn until now, however long that is.
  const showNow = owed !== null || (nowMs >= begin && nowMs <= end + (end - begin) * NOW_STRETCH);
  const earliest = showNow ? Math.min(begin, nowMs) : begin;
  const last = showNow ? Math.max(end, nowMs) : end;
  // A single milestone has nothing before it: the lines begin some way to its left.
  const lonely = milestones.length < 2;
  const first = lonely ? earliest - Math.max(DAY_MS, (last - earliest) * LEAD) : earliest;
  const lead = lonely ? [INSET] : [];
  const daysOnly = wholeDays || last - first > CLOCK_DAYS * DAY_MS;
  const x = (ms: number) => INSET + ((ms - first) / Math.max(1, last - first)) * (width - 2 * INSET);

  const nowX = showNow ? x(nowMs) : null;
  const promise = commitment ? { x: x(place(commitment)), time: axisMoment(commitment, daysOnly, now) } : null;
  const placed = marks.map((mark) => ({
    ...mark,
    x: x(place(mark.moment)),
    time: axisMoment(mark.moment, daysOnly, now),
    last: mark.key === final?.key,
  }));
  const planned = placed.filter((mark) => mark.row === 'plan');
  const others = placed.filter((mark) => mark.row !== 'plan');
  const done = others.filter((mark) => mark.row === 'actual').map((mark) => mark.x);
  const ahead = others.filter((mark) => mark.row === 'estimate').map((mark) => mark.x);
  if (owed !== null) ahead.push(Math.max(nowX ?? 0, promise?.x ?? 0));
  if (done.length > 0 && ahead.length > 0 && nowX !== null) done.push(nowX);
  const isOverdue = owed !== null && owed.ms > 0;
  const isLate = (difference(commitment, came)?.ms ?? 0) > 0;
  return {
    x,
    promise,
    days: daysOnly ? [] : daysBetween(first, last).map((ms) => ({ ms, x: x(ms) })),
    marks: [
      ...labelled(planned, width, promise ? extent(promise.x, promise.time.length, width) : null),
      ...labelled(others, width, null),
    ],
    plan: span([...lead, ...planned.map((mark) => mark.x), ...(promise && lonely ? [promise.x] : [])]),
    done: done.length > 0 ? span([...lead, ...done]) : null,
    ahead: ahead.length > 0 ? span([...(done.length > 0 ? [Math.max(...done)] : lead), ...ahead]) : null,
    nowX,
    lateFrom: isOverdue || isLate ? (promise?.x ?? null) : null,
    lateTo: isOverdue ? nowX : isLate ? (others.findLast((mark) => mark.last)?.x ?? null) : null,
    /** The promise that nothing has met yet: how long it is past or ahead, and where the words for it stand. */
    owed: owed && {
      late: isOverdue,
      text: owed.text,
      ...extent(isOverdue ? (nowX ?? 0) : (promise?.x ?? 0), OWED_CHARACTERS, width),
    },
  };
}

/** Whether nothing is known more exactly than to the day. */
export function knownToTheDay(milestones: readonly Milestone[], commitment: Moment | null): boolean {
  const moments = [commitment, ...milestones.flatMap((one) => [one.plan, one.estimate, one.actual])];
  return moments.every((moment) => moment === null || isWholeDay(moment));
}

const startOfDay = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;

type Bare = Pick<Mark, 'key' | 'title' | 'row' | 'moment'>;
type Placed = Omit<Mark, 'anchor' | 'labelled'>;
interface Extent {
  readonly left: number;
  readonly right: number;
  readonly anchor: Mark['anchor'];
}

function marksOf(one: Milestone): readonly Bare[] {
  const base = { key: one.key, title: one.place ?? one.title };
  const marks: Bare[] = [];
  if (one.plan) marks.push({ ...base, row: 'plan', moment: one.plan });
  if (one.actual) marks.push({ ...base, row: 'actual', moment: one.actual });
  else if (one.estimate) marks.push({ ...base, row: 'estimate', moment: one.estimate });
  return marks;
}

function span(xs: readonly number[]): readonly [number, number] | null {
  return xs.length > 0 ? [Math.min(...xs), Math.max(...xs)] : null;
}

/** Midnights where the viewer is, between two instants. */
function daysBetween(first: number, last: number): readonly number[] {
  const day = new Date(first);
  day.setHours(24, 0, 0, 0);
  const days: number[] = [];
  while (day.getTime() < last && days.length <= CLOCK_DAYS) {
    days.push(day.getTime());
    day.setDate(day.getDate() + 1);
  }
  return days;
}

/** What a text of some length takes up around a place, kept inside the drawing. */
function extent(x: number, characters: number, width: number): Extent {
  const half = (characters * CHARACTER) / 2;
  if (x - half < 0) return { left: x, right: x + 2 * half, anchor: 'start' };
  if (x + half > width) return { left: x - 2 * half, right: x, anchor: 'end' };
  return { left: x - half, right: x + half, anchor: 'middle' };
}

/** Labels from the right, so that the last milestone always has its own; `taken` is where another text stands. */
function labelled(marks: readonly Placed[], width: number, taken: Extent | null): readonly Mark[] {
  let free = Number.POSITIVE_INFINITY;
  const done = marks
    .toSorted((a, b) => b.x - a.x)
    .map((mark): Mark => {
      const characters = mark.row === 'plan' ? mark.time.length : Math.max(mark.title.length, mark.time.length + 5);
      const place = extent(mark.x, mark.last && mark.row !== 'plan' ? characters + 16 : characters, width);
      const clear = !taken || place.right + LABEL_GAP < taken.left || place.left > taken.right + LABEL_GAP;
      const fits = place.right + LABEL_GAP <= free && clear;
      if (fits) free = place.left;
      return { ...mark, anchor: place.anchor, labelled: fits };
    });
  return done.reverse();
}
