import type { Milestone, Moment } from '@slipway/shared/api';
import { axisMoment } from './time.ts';

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
const CHARACTER = 6.2;
const LABEL_GAP = 10;

/** Where everything of a plan-against-actual drawing stands, from left (earliest) to right, in pixels. */
export function planGeometry({ milestones, commitment, now, width }: PlanInput) {
  const marks = milestones.flatMap(marksOf);
  const times = marks.map((mark) => Date.parse(mark.moment.at));
  if (commitment) times.push(Date.parse(commitment.at));
  const first = Math.min(...times);
  const end = Math.max(...times);
  const nowMs = Date.parse(now);
  const showNow = nowMs >= first && nowMs <= end + (end - first) * NOW_STRETCH;
  const last = showNow ? Math.max(end, nowMs) : end;
  const daysOnly = last - first > CLOCK_DAYS * DAY_MS;
  const x = (ms: number) => INSET + ((ms - first) / Math.max(1, last - first)) * (width - 2 * INSET);
  const finalKey = milestones.findLast((one) => one.actual ?? one.estimate ?? one.plan)?.key;
  const placed = marks.map((mark) => ({
    ...mark,
    x: x(Date.parse(mark.moment.at)),
    time: axisMoment(mark.moment, daysOnly),
    last: mark.key === finalKey,
  }));
  const actual = placed.filter((mark) => mark.row === 'actual').map((mark) => mark.x);
  const ahead = placed.filter((mark) => mark.row === 'estimate').map((mark) => mark.x);
  const doneEnd = Math.max(...actual, ...(showNow && ahead.length > 0 && actual.length > 0 ? [x(nowMs)] : []));
  const final = placed.find((mark) => mark.last && mark.row !== 'plan');
  const promise = commitment ? { x: x(Date.parse(commitment.at)), time: axisMoment(commitment, daysOnly) } : null;
  const isLate = promise !== null && final !== undefined && final.x > promise.x + 1;
  return {
    x,
    promise,
    days: daysOnly ? [] : daysBetween(first, last).map((ms) => ({ ms, x: x(ms) })),
    marks: [
      ...labelled(
        placed.filter((mark) => mark.row === 'plan'),
        width,
        promise ? extent(promise.x, promise.time.length, width) : null,
      ),
      ...labelled(
        placed.filter((mark) => mark.row !== 'plan'),
        width,
        null,
      ),
    ],
    plan: span(placed.filter((mark) => mark.row === 'plan').map((mark) => mark.x)),
    done: actual.length > 0 ? ([Math.min(...actual), doneEnd] as const) : null,
    ahead: ahead.length > 0 ? ([actual.length > 0 ? doneEnd : Math.min(...ahead), Math.max(...ahead)] as const) : null,
    nowX: showNow ? x(nowMs) : null,
    lateFrom: isLate ? promise.x : null,
    lateTo: isLate ? final.x : null,
  };
}

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
