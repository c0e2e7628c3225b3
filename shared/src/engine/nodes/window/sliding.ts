import { LIMITS } from '../../../limits/index.ts';
import type { Sample, Spell, WindowState, WindowValue } from '../../types.ts';
import { isStanding } from '../spells.ts';
import { furthestKm, kmBetween } from './extent.ts';
import { aggregationOf, isOver, type Over, passes, type WindowNode } from './judge.ts';

type Samples = readonly Sample<unknown>[];
type Point = readonly [lat: number, lon: number];

type Kept = Pick<WindowState, 'recent' | 'before'>;

/** A sliding window as of a moment; `full` where samples need not reach over its whole length, or do. */
export interface View extends WindowValue {
  readonly full: boolean;
}

/**
 * Every stretch over the threshold, looked at anew from `sinceMs` on: at each sample, and at each moment at which one
 * leaves. What was over before then is known by its spells. `last` is the window as it was found at the end.
 */
export function slidingStretches(
  node: WindowNode,
  state: Kept & Pick<WindowState, 'spells'>,
  threshold: number | undefined,
  span: { readonly sinceMs: number; readonly nowMs: number },
): { readonly over: readonly Over[]; readonly last: View } {
  const over: Over[] = [];
  let since: Omit<Over, 'closed'> | undefined;
  for (const spell of state.spells) {
    const stretch = { ...endsOf(spell), opened: () => viewAt(node, state, spell.fromMs) };
    if (spell.fromMs >= span.sinceMs) continue;
    if (spell.toMs !== undefined && spell.toMs < span.sinceMs) over.push(stretch);
    else since = { fromMs: spell.fromMs, opened: stretch.opened };
  }
  let last: View | undefined;
  for (const atMs of momentsOf(node, state.recent, span)) {
    const view = viewAt(node, state, atMs);
    last = view;
    const passed = isOver(node, threshold, since !== undefined, view);
    if (passed) since ??= { fromMs: atMs, opened: () => view };
    else if (since) {
      over.push({ ...since, toMs: atMs, closed: view });
      since = undefined;
    }
  }
  return { over: since ? [...over, since] : over, last: last ?? viewAt(node, state, span.nowMs) };
}

/** The window as it was, or is, at a moment: what is newer than its length ago, and up to then. */
export function viewAt(
  node: WindowNode,
  { recent, before }: Pick<WindowState, 'recent' | 'before'>,
  atMs: number,
): View {
  const fromMs = atMs - lengthOf(node);
  const end = firstAfter(recent, atMs);
  const start = Math.min(end, firstAfter(recent, fromMs));
  const inside = recent.slice(start, end);
  const carry = recent[start - 1];
  const value = worth(node, inside, carry, fromMs);
  // Both ends: what was not yet told of the last minutes may be that it moved.
  const reaches = (carry !== undefined || before.lastMs !== undefined) && inside.at(-1)?.[0] === atMs;
  const full = !node.is.full || (reaches && unbroken(node, inside, carry));
  return { atMs, fromMs, value, samples: inside.length, full };
}

/** The samples that are still needed: those in the window at any moment that late evidence may change, and one before. */
export function needed(node: WindowNode, recent: Samples): Samples {
  const horizon = recent[recent.length - LIMITS.lateSamples];
  const bound = Math.max(0, recent.length - LIMITS.windowSamples);
  if (!horizon) return recent.slice(bound);
  const start = firstAfter(recent, horizon[0] - lengthOf(node)) - 1;
  return recent.slice(Math.max(bound, start));
}

/** When the passing of time alone may next change the answer; undefined where only a sample can. */
export function nextChange(
  node: WindowNode,
  state: Pick<WindowState, 'recent' | 'spells'>,
  threshold: number | undefined,
  now: View,
): number | undefined {
  const over = isStanding(state.spells);
  if (threshold === undefined || now.value === null) return undefined;
  const passed = passes(node, threshold, now.value);
  if (!over && node.is.full) return undefined;
  if (over !== passed || !canTurn(node, passed)) return undefined;
  if (node.config.aggregate === 'displacement' && !over) return stillAt(node, state.recent, threshold, now.atMs);
  return leavingAfter(node, state.recent, now.atMs);
}

/** Whether samples that leave can turn the answer: a count only falls, a minimum only rises, a mean does either. */
function canTurn(node: WindowNode, passed: boolean): boolean {
  const upward = node.config.threshold.operator.startsWith('greater');
  switch (node.config.aggregate) {
    case 'count':
    case 'distinct':
    case 'max':
    case 'spread':
    case 'displacement':
    case 'minutesTrue':
      return passed === upward;
    case 'min':
      return passed !== upward;
    default:
      return true;
  }
}

/** The samples that count: a device that is warming up tells nothing yet. */
export function warm(node: WindowNode, { recent, before }: Kept): Samples {
  const warmMs = (before.warmFromMs ?? recent[0]?.[0] ?? 0) + node.is.warmUpMs;
  const first = recent[0]?.[0] ?? warmMs;
  return first >= warmMs ? recent : recent.filter(([atMs]) => atMs >= warmMs);
}

/** When the next sample leaves the window. */
function leavingAfter(node: WindowNode, recent: Samples, nowMs: number): number | undefined {
  const next = recent[firstAfter(recent, nowMs - lengthOf(node))];
  return next && next[0] + lengthOf(node);
}

/** When the positions that lie too far back will have left, should no other come: something that moves sets no timers. */
function stillAt(node: WindowNode, recent: Samples, threshold: number, nowMs: number): number | undefined {
  const points = recent.slice(0, firstAfter(recent, nowMs)).map((sample) => sample[2] as Point);
  let furthest = 0;
  for (let index = points.length - 1; index >= 0; index -= 1) {
    const point = points[index];
    for (let other = index + 1; point && other < points.length; other += 1)
      furthest = Math.max(furthest, kmBetween(point, points[other] ?? point));
    // A position counts until the next one is as old as the window is long.
    if (!passes(node, threshold, furthest)) return (recent[index + 1]?.[0] ?? nowMs) + lengthOf(node);
  }
  return undefined;
}

function worth(node: WindowNode, inside: Samples, carry: Sample<unknown> | undefined, fromMs: number): number | null {
  const { aggregate } = node.config;
  if (aggregate === 'displacement') {
    const points = [...(carry ? [carry] : []), ...inside].map((sample) => sample[2] as Point);
    return points.length === 0 ? null : furthestKm(points);
  }
  const aggregation = aggregationOf(node);
  let total = aggregation.empty;
  // What held when the window began holds on in it.
  if (aggregate === 'minutesTrue') total = { ms: 0, fromMs, ...(carry ? { last: [carry[0], carry[2] === true] } : {}) };
  for (const [atMs, , value] of inside) total = aggregation.add(total, value, atMs);
  return aggregation.value(total) ?? null;
}

function unbroken(node: WindowNode, inside: Samples, carry: Sample<unknown> | undefined): boolean {
  const { maxGapMs } = node.is;
  if (maxGapMs === undefined) return true;
  let last = carry?.[0] ?? inside[0]?.[0] ?? 0;
  for (const [sampleMs] of inside) {
    if (sampleMs - last > maxGapMs) return false;
    last = sampleMs;
  }
  return true;
}

function momentsOf(
  node: WindowNode,
  recent: Samples,
  { sinceMs, nowMs }: { readonly sinceMs: number; readonly nowMs: number },
): readonly number[] {
  const moments = new Set<number>();
  for (const [atMs] of recent)
    for (const moment of [atMs, atMs + lengthOf(node)]) if (moment >= sinceMs && moment <= nowMs) moments.add(moment);
  return [...moments].sort((a, b) => a - b);
}

/** The place of the first sample after a moment (binary search). */
function firstAfter(samples: Samples, atMs: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((samples[middle]?.[0] ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lengthOf(node: WindowNode): number {
  return node.is.over.kind === 'sliding' ? node.is.over.ms : 0;
}

function endsOf({ fromMs, toMs }: Spell) {
  return { fromMs, ...(toMs === undefined ? {} : { toMs }) };
}
