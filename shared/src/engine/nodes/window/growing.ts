import { type WallDay, wallDayOf, wallMinuteOf, wallTimeMs } from '../../../time/index.ts';
import type { Sample, Spell, WindowState, WindowTotal, WindowValue } from '../../types.ts';
import type { Minutes } from './aggregates.ts';
import { aggregationOf, isOver, type Over, type WindowNode } from './judge.ts';

const DAY_MS = 86_400_000;

/**
 * Every stretch over the threshold in a window that grows, and what it holds after them: by all recent samples, or, where
 * only `added` is new and stands last, by that one and what is known of the stretches before it.
 */
export function growingStretches(
  node: WindowNode,
  state: Pick<WindowState, 'before' | 'recent' | 'after' | 'spells'>,
  threshold: number | undefined,
  { nowMs, added }: { readonly nowMs: number; readonly added: WindowState['recent'] | undefined },
): { readonly over: readonly Over[]; readonly after: WindowTotal } {
  const goesOn = added !== undefined && state.after !== undefined;
  // What runs on, or was ended by the clock, is told of by where the window stands.
  const earlier = state.spells.filter(({ fromMs }) => fromMs !== state.after?.over?.atMs);
  const over: Over[] = goesOn ? earlier.flatMap(past) : [];
  let at = goesOn ? (state.after ?? state.before) : state.before;
  for (const sample of goesOn ? added : state.recent) {
    const { next, ended } = advance(node, at, sample, threshold);
    over.push(...ended);
    at = next;
  }
  if (at.over) {
    const ended = at.toMs !== undefined && at.toMs <= nowMs ? { toMs: at.toMs, closed: worth(node, at) } : {};
    over.push({ fromMs: at.over.atMs, opened: toldBy(at.over), ...ended });
  }
  return { over: joined(over), after: at };
}

/** A stretch that is over has been told, so that its ends are all that matters of it. */
function past({ fromMs, toMs }: Spell): readonly Over[] {
  if (toMs === undefined) return [];
  return [{ fromMs, toMs, opened: toldBy({ atMs: fromMs, fromMs, value: null, samples: 0 }) }];
}

/** One more sample: into the window that it belongs to. A new window begins with nothing, but for time that was true. */
export function advance(
  node: WindowNode,
  before: WindowTotal,
  sample: Sample<unknown>,
  threshold: number | undefined,
): { readonly next: WindowTotal; readonly ended: readonly Over[] } {
  const [atMs, , value] = sample;
  const warmFromMs = before.warmFromMs ?? atMs;
  if (atMs < warmFromMs + node.is.warmUpMs) return { next: { ...before, warmFromMs, lastMs: atMs }, ended: [] };
  const ended: Over[] = [];
  const bounds = boundsOf(node, { ...before, warmFromMs }, atMs);
  let at = before;
  if (before.fromMs !== undefined && bounds.fromMs !== before.fromMs) {
    at = finished(node, before, threshold);
    if (at.over)
      ended.push({ fromMs: at.over.atMs, toMs: at.toMs ?? atMs, opened: toldBy(at.over), closed: worth(node, at) });
    at = { samples: 0, total: carried(node, at.total, bounds.fromMs) };
  }
  const aggregation = aggregationOf(node);
  const total = aggregation.add(at.total ?? aggregation.empty, value, atMs);
  const { over, ...rest } = { ...at, ...bounds, warmFromMs, lastMs: atMs, total, samples: at.samples + 1 };
  const told = worth(node, rest);
  if (!isOver(node, threshold, over !== undefined, told)) {
    if (over) ended.push({ fromMs: over.atMs, toMs: atMs, opened: toldBy(over), closed: told });
    return { next: rest, ended };
  }
  return { next: { ...rest, over: over ?? told }, ended };
}

/** What a window holds, told as of its newest sample. */
export function worth(node: WindowNode, at: WindowTotal): WindowValue {
  const aggregation = aggregationOf(node);
  const value = aggregation.value(at.total ?? aggregation.empty) ?? null;
  return { atMs: at.lastMs ?? 0, fromMs: at.fromMs ?? 0, value, samples: at.samples };
}

function toldBy(value: WindowValue): () => WindowValue {
  return () => value;
}

/** The last sample of a window of the clock holds on until its end, which may be what passes the threshold. */
function finished(node: WindowNode, at: WindowTotal, threshold: number | undefined): WindowTotal {
  if (node.is.over.kind !== 'tumbling' || node.config.aggregate !== 'minutesTrue' || at.toMs === undefined) return at;
  const aggregation = aggregationOf(node);
  const { last } = at.total as Minutes;
  const ended = { ...at, total: { ...(aggregation.add(at.total, last?.[1], at.toMs) as Minutes), last } };
  const told = worth(node, ended);
  return !at.over && isOver(node, threshold, false, told) ? { ...ended, over: told } : ended;
}

function carried(node: WindowNode, total: unknown, fromMs: number): unknown {
  if (node.is.over.kind !== 'tumbling' || node.config.aggregate !== 'minutesTrue') return undefined;
  const { last } = total as Minutes;
  return { ms: 0, fromMs, ...(last ? { last } : {}) };
}

function boundsOf(
  node: WindowNode,
  before: WindowTotal,
  atMs: number,
): { readonly fromMs: number; readonly toMs?: number } {
  const { over, warmUpMs } = node.is;
  const { fromMs, toMs } = before;
  if (over.kind === 'tumbling') {
    const same = fromMs !== undefined && toMs !== undefined && atMs >= fromMs && atMs < toMs;
    return same ? { fromMs, toMs } : clockWindow(over.ms, over.timeZone, atMs);
  }
  if (over.kind === 'session') {
    const same = before.fromMs !== undefined && before.lastMs !== undefined && atMs - before.lastMs < over.ms;
    return { fromMs: same ? (before.fromMs ?? atMs) : atMs, toMs: atMs + over.ms };
  }
  return { fromMs: before.fromMs ?? (before.warmFromMs ?? atMs) + warmUpMs };
}

/**
 * The window of a local clock that holds a moment. Whole days are counted from Monday, 29 December 1969, so that seven of
 * them are a calendar week; shorter windows are counted from the day's midnight, and the day's end cuts the last one.
 */
function clockWindow(ms: number, timeZone: string, atMs: number): { readonly fromMs: number; readonly toMs: number } {
  const day: WallDay = wallDayOf(atMs, timeZone);
  if (ms % DAY_MS === 0) {
    const days = ms / DAY_MS;
    const first = Math.floor((day + 3) / days) * days - 3;
    return { fromMs: wallTimeMs(first, 0, timeZone), toMs: wallTimeMs(first + days, 0, timeZone) };
  }
  const minutes = ms / 60_000;
  const from = Math.floor(wallMinuteOf(atMs, timeZone) / minutes) * minutes;
  const to = Math.min(from + minutes, 24 * 60);
  return { fromMs: wallTimeMs(day, from, timeZone), toMs: wallTimeMs(day, to, timeZone) };
}

/** Stretches that touch are one; one of no length was none. */
function joined(stretches: readonly Over[]): readonly Over[] {
  const all: Over[] = [];
  for (const stretch of stretches) {
    const last = all.at(-1);
    if (stretch.toMs !== undefined && stretch.toMs <= stretch.fromMs) continue;
    if (last?.toMs !== undefined && last.toMs === stretch.fromMs && stretch.opened().fromMs === last.opened().fromMs)
      all.splice(-1, 1, { ...stretch, fromMs: last.fromMs, opened: last.opened });
    else all.push(stretch);
  }
  return all;
}
