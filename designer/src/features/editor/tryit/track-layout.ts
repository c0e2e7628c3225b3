import type { Cause } from './askers.ts';
import type { Moment, Play } from './play.ts';

/** The rows of the track, from above. */
export const ROWS = ['event', 'answer', 'timer'] as const;
/** People answer too: their choices stand in the row of answers. */
export const rowOf = (cause: Cause): number => Math.max(0, ROWS.indexOf(cause === 'person' ? 'answer' : cause));

export interface TrackLayout {
  /** Where the moments stand. */
  readonly xs: readonly number[];
  readonly width: number;
  /** Where a time of the clock stands. */
  readonly xOf: (ms: number) => number;
}

const SIDE = 12;
const LEAST_GAP = 14;
const MOST_GAP = 150;
/** So wide are words that can be read. */
const WORDS = 124;
/** What stands last is read whole. */
const LAST = 190;
/** A little closer together is better than what has to be scrolled to. */
const CLOSEST = 0.7;
/** Beyond so many moments, words give way to marks: a series of readings is looked at as a whole. */
const FEW = 16;

/**
 * A scale on which the next minute and the next month can both be seen: longer times stand further apart, not in
 * proportion, and marks of one row leave room for their words. It fills the width that there is, or goes beyond it.
 */
export function layOutTrack(moments: readonly Pick<Moment, 'atMs' | 'cause'>[], width: number): TrackLayout {
  const xs: number[] = [];
  const last: (number | undefined)[] = [];
  const few = moments.length <= FEW;
  for (const [index, { atMs, cause }] of moments.entries()) {
    const before = moments[index - 1];
    const x = before === undefined ? SIDE : (xs[index - 1] ?? 0) + gapFor(atMs - before.atMs);
    const row = rowOf(cause);
    const neighbour = last[row];
    xs.push(few && neighbour !== undefined ? Math.max(x, neighbour + WORDS) : x);
    last[row] = xs[index];
  }
  const own = (xs.at(-1) ?? 0) + LAST;
  const fitting = (width - LAST - SIDE) / Math.max(1, (xs.at(-1) ?? 0) - SIDE);
  const stretch = xs.length < 2 || (own > width && fitting < CLOSEST) ? 1 : fitting;
  const placed = xs.map((x) => Math.round(SIDE + (x - SIDE) * Math.min(stretch, 3)));
  const whole = Math.max(width, (placed.at(-1) ?? 0) + LAST);
  return { xs: placed, width: whole, xOf: scaleOf(moments, placed, whole) };
}

/** From no distance at all to a column for what is months away. */
function gapFor(ms: number): number {
  if (ms <= 0) return LEAST_GAP;
  return Math.min(MOST_GAP, LEAST_GAP + 16 * Math.log2(1 + ms / 60_000));
}

function scaleOf(moments: readonly Pick<Moment, 'atMs'>[], xs: readonly number[], width: number) {
  return (ms: number): number => {
    const next = moments.findIndex((moment) => moment.atMs > ms);
    if (next === 0) return xs[0] ?? SIDE;
    const at = next < 0 ? moments.length - 1 : next - 1;
    const [from, fromMs] = [xs[at] ?? SIDE, moments[at]?.atMs ?? 0];
    if (next < 0) return ms <= fromMs ? from : Math.min(width - 4, from + gapFor(ms - fromMs));
    const span = (moments[next]?.atMs ?? 0) - fromMs;
    return from + ((xs[next] ?? from) - from) * (span <= 0 ? 0 : (ms - fromMs) / span);
  };
}

/** The moment that stands last before a place on the track. */
export function momentAt(xs: readonly number[], x: number): number {
  return Math.max(
    0,
    xs.findLastIndex((each) => each <= x + 6),
  );
}

/** A timer from when it was set to when it fires, is set anew or is no longer needed. */
export interface TimerBar {
  readonly node: string | undefined;
  readonly fromMs: number;
  readonly dueMs: number;
  readonly endMs: number;
  readonly end: 'fired' | 'cancelled' | 'waiting';
}

/** The timers of a scenario, of the subject that is looked at, in the order in which they were set. */
export function timerBars({ moments, endMs, coming }: Play, subject: string): readonly TimerBar[] {
  const bars: TimerBar[] = [];
  const open = new Map<string, Omit<TimerBar, 'endMs' | 'end'>>();
  for (const moment of moments) {
    if (moment.subject !== subject) continue;
    const { atMs, after, cause, of } = moment;
    for (const [id, bar] of open) {
      if (after.timers[id]?.dueMs === bar.dueMs) continue;
      open.delete(id);
      bars.push({ ...bar, endMs: atMs, end: cause === 'timer' && of === id ? 'fired' : 'cancelled' });
    }
    for (const [id, { dueMs, target }] of Object.entries(after.timers))
      if (!open.has(id))
        open.set(id, { node: 'node' in target ? target.node : nodeOf(after, target), fromMs: atMs, dueMs });
  }
  const waiting = coming.some(({ cause }) => cause === 'timer');
  for (const bar of open.values()) if (waiting) bars.push({ ...bar, endMs, end: 'waiting' });
  return bars.toSorted((a, b) => a.fromMs - b.fromMs || a.dueMs - b.dueMs);
}

function nodeOf(record: Moment['after'], target: object): string | undefined {
  if ('exception' in target) return record.exceptions[String(target.exception)]?.node;
  const runs = Object.values(record.workflows).flatMap((each) => each?.runs ?? []);
  if (!('run' in target && 'token' in target)) return undefined;
  return runs.find((run) => run.id === target.run)?.tokens.find((token) => token.id === target.token)?.node;
}

/** How fast the clock goes while a scenario is played by itself: moment by moment, or so much of its time in a second. */
export const speeds = ['moment', 'minute', 'hour', 'day'] as const;
export type Speed = (typeof speeds)[number];
const SPEED_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
const MOMENT_MS = 900;
const SHORTEST_MS = 120;
const LONGEST_MS = 5_000;

/** How long to wait before the next moment is shown; nobody waits for long, whatever the clock says. */
export function waitFor(speed: Speed, betweenMs: number): number {
  if (speed === 'moment') return MOMENT_MS;
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, (betweenMs / SPEED_MS[speed]) * 1_000));
}
