import { readPosition } from '../../../geo/index.ts';
import { LIMITS } from '../../../limits/index.ts';
import { describeDuration, formatDuration, instantFromMs } from '../../../time/index.ts';
import { factsOf } from '../../facts.ts';
import type { Program } from '../../program.ts';
import type { Turn } from '../../turn.ts';
import type { WindowState, WindowTotal, WindowValue } from '../../types.ts';
import type { SenseHandler } from '../index.ts';
import { keysOf } from '../keys.ts';
import { addedLast, sampleOf, surplus, withoutMark, withSample } from '../samples.ts';
import { evidenceOf, inPhase, phaseBeganMs, takenBack } from '../sensing.ts';
import { isStanding, leave, returning, settle, type Telling } from '../spells.ts';
import { advance, growingStretches, worth } from './growing.ts';
import type { Over, WindowNode } from './judge.ts';
import { needed, nextChange, slidingStretches, viewAt, warm } from './sliding.ts';

/**
 * Says when what samples come to over a time passes a threshold, and when it is back. A sliding window keeps its samples
 * (LIMITS.windowSamples of a key at most; a fuller window is told by its newest) and changes with time as well; one that
 * grows (of a clock, a session, a phase) keeps a total and the newest LIMITS.lateSamples, so that a phase may be long.
 *
 * Late, repeated, corrected and retracted samples are judged by going through the kept ones again, with the threshold of
 * now. Evidence that is older than those is given up.
 */
export const observe: SenseHandler<'window'>['observe'] = (turn, program, node) => {
  if (!inPhase(turn, node.is))
    return leave(turn, node, 'under', (key, { fromMs }) => ({ key, since: instantFromMs(fromMs), at: turn.now }));
  for (const [key, state] of returning(turn, node, 'window'))
    put(turn, program, node, key, state, { changedMs: Infinity, added: undefined });
  const given = turn.occasion.event;
  const taken = given && takenBack(given);
  const event = evidenceOf(turn, node.is);
  const keys = event ? keysOf(node.is.per, factsOf(turn, program)) : [];
  const all = taken === undefined ? keys : [...new Set([...Object.keys(turn.senses[node.id] ?? {}), ...keys])];
  for (const key of all) {
    const state = stateOf(turn, node, key);
    let recent = taken === undefined ? state.recent : withoutMark(state.recent, taken);
    const gone = state.recent.find(([, mark]) => mark === taken);
    const value = event && keys.includes(key) ? sampled(turn, program, node, key) : undefined;
    const sample = event && value !== undefined ? sampleOf(event, value) : undefined;
    if (sample) recent = withSample(recent, sample, state.before.lastMs);
    const changedMs = Math.min(gone?.[0] ?? Infinity, sample?.[0] ?? Infinity);
    const change = { changedMs, added: addedLast(state.recent, recent) };
    if (recent !== state.recent) put(turn, program, node, key, { ...state, recent }, change);
  }
};

/** A sample has left the window, a window of the clock has ended, or the cooldown that an excess waited for is over. */
export const wake: SenseHandler<'window'>['wake'] = (turn, program, node, key) => {
  const state = turn.sense(node.id, key);
  if (state?.kind === 'window') put(turn, program, node, key, state, { changedMs: Infinity, added: [] });
};

/** The threshold by what is known now. */
export function thresholdOf(turn: Turn, program: Program, node: WindowNode, key: string): number | undefined {
  const { threshold } = node.is;
  if (typeof threshold === 'number') return threshold;
  const result = threshold.evaluate(factsOf(turn, program, { key }));
  return result.ok && typeof result.value === 'number' ? result.value : undefined;
}

/** What the window comes to now, for whoever asks; nothing where no sample has come. */
export function windowNow(turn: Turn, node: WindowNode, key: string): WindowValue | undefined {
  const state = turn.sense(node.id, key);
  if (state?.kind !== 'window') return undefined;
  const { nowMs } = turn.occasion;
  if (node.is.over.kind === 'sliding') return viewAt(node, { ...state, recent: warm(node, state) }, nowMs);
  return worth(node, state.after ?? state.before);
}

function put(turn: Turn, program: Program, node: WindowNode, key: string, given: WindowState, change: Change): void {
  const threshold = thresholdOf(turn, program, node, key);
  const telling = tellingOf(turn, node, key, threshold);
  const { nowMs } = turn.occasion;
  const { over, state, dueMs } =
    node.is.over.kind === 'sliding'
      ? sliding(node, given, threshold, { changedMs: change.changedMs, nowMs })
      : growing(node, given, threshold, { added: change.added, nowMs });
  const spells = settle(turn, program, telling, state.spells, over);
  const due = dueMs({ ...state, spells });
  turn.setTimer(
    turn.senseTimerId(node.id, key),
    due === undefined ? undefined : { dueMs: due, workflow: turn.workflow, target: { node: node.id, key } },
  );
  turn.setSense(node.id, key, { ...state, spells }, change.added?.length === 1);
}

/** What is new: since when anything is, and the sample that came in order where it is only that. */
interface Change {
  readonly changedMs: number;
  readonly added: WindowState['recent'] | undefined;
}

interface Looked {
  readonly over: readonly Over[];
  readonly state: WindowState;
  readonly dueMs: (state: WindowState) => number | undefined;
}

function sliding(
  node: WindowNode,
  given: WindowState,
  threshold: number | undefined,
  { changedMs, nowMs }: { readonly changedMs: number; readonly nowMs: number },
): Looked {
  // A device whose clock runs ahead is believed.
  const untilMs = Math.max(nowMs, given.recent.at(-1)?.[0] ?? nowMs);
  // What was so before the newest samples is not judged again: each moment looks at a whole window.
  const horizonMs = given.recent[given.recent.length - LIMITS.lateSamples]?.[0] ?? -Infinity;
  const sinceMs = Math.max(horizonMs, Math.min(changedMs, (given.checkedMs ?? untilMs) + 1));
  const recent = needed(node, given.recent);
  const before = merged(given, recent);
  const spells = given.spells.filter(({ toMs }) => toMs === undefined || toMs > (before.lastMs ?? -Infinity));
  const state: WindowState = { ...given, before, recent, spells, checkedMs: untilMs };
  const counted = { ...state, recent: warm(node, state) };
  const { over, last } = slidingStretches(node, counted, threshold, { sinceMs, nowMs: untilMs });
  return { over, state, dueMs: (settled) => nextChange(node, { ...settled, recent: counted.recent }, threshold, last) };
}

/** Remembers of the samples that are needed no more how far they reached, and when the first of them was. */
function merged({ before, recent }: WindowState, kept: WindowState['recent']): WindowTotal {
  const [first] = recent;
  const lastMs = recent[recent.length - kept.length - 1]?.[0];
  if (!first || lastMs === undefined) return before;
  return { ...before, lastMs, warmFromMs: before.warmFromMs ?? first[0] };
}

function growing(
  node: WindowNode,
  given: WindowState,
  threshold: number | undefined,
  { added, nowMs }: { readonly added: WindowState['recent'] | undefined; readonly nowMs: number },
): Looked {
  let { before, spells } = given;
  const count = surplus(given.recent);
  for (const sample of given.recent.slice(0, count)) {
    const { next, ended } = advance(node, before, sample, threshold);
    for (const { toMs = 0 } of ended) spells = spells.filter((spell) => spell.toMs === undefined || spell.toMs > toMs);
    before = next;
  }
  const kept = count === 0 ? given : { ...given, before, spells, recent: given.recent.slice(count) };
  const { over, after } = growingStretches(node, kept, threshold, { nowMs, added });
  const state = { ...kept, after };
  const endMs = after.toMs !== undefined && after.toMs > nowMs ? after.toMs : undefined;
  return { over, state, dueMs: (settled) => (isStanding(settled.spells) ? endMs : undefined) };
}

/** What the node takes from an event, or nothing where it does not count. */
function sampled(turn: Turn, program: Program, node: WindowNode, key: string): unknown {
  const facts = factsOf(turn, program, { key });
  const holds = node.is.when?.test(facts) ?? true;
  if (node.config.aggregate === 'minutesTrue') return holds;
  if (!holds) return undefined;
  if (node.config.aggregate === 'count') return 1;
  const result = node.is.value?.evaluate(facts);
  if (!result?.ok || result.value === null || result.value === undefined) return undefined;
  if (node.config.aggregate === 'distinct') return String(result.value);
  if (node.config.aggregate !== 'displacement') return Number.isFinite(result.value) ? result.value : undefined;
  const position = readPosition(result.value);
  return position && [position.lat, position.lon];
}

function stateOf(turn: Turn, node: WindowNode, key: string): WindowState {
  const kept = turn.sense(node.id, key);
  if (kept?.kind === 'window') return kept;
  const warmFromMs = phaseBeganMs(turn, node.is);
  const before = { samples: 0, ...(warmFromMs === undefined ? {} : { warmFromMs }) };
  return { kind: 'window', before, recent: [], spells: [] };
}

function tellingOf(turn: Turn, node: WindowNode, key: string, threshold: number | undefined): Telling<Over> {
  const told = (at: WindowValue) => ({
    key,
    value: at.value === null ? null : rounded(at.value),
    threshold: threshold ?? null,
    samples: at.samples,
    from: instantFromMs(at.fromMs),
    to: instantFromMs(at.atMs),
    ...(turn.occasion.event ? { event: turn.occasion.event.id } : {}),
  });
  const text = (at: WindowValue) =>
    `${at.value === null ? 'unknown' : rounded(at.value)} from ${at.samples === 1 ? 'one reading' : `${at.samples} readings`}`;
  return {
    node: node.id,
    key,
    opens: 'over',
    closes: 'under',
    wrong: 'the threshold had not been passed',
    opening: ({ opened }) => {
      const at = opened();
      return { output: told(at), text: `${text(at)}, the threshold is ${threshold}` };
    },
    closing: (stretch) => {
      const ms = (stretch.toMs ?? turn.occasion.nowMs) - stretch.fromMs;
      const at = stretch.closed ?? stretch.opened();
      return {
        output: { ...told(at), since: instantFromMs(stretch.fromMs), lasted: formatDuration(ms) },
        text: `back at ${text(at)} after ${describeDuration(ms)}`,
      };
    },
  };
}

/** Six decimals: what sums of floating point numbers leave behind them is no news. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
