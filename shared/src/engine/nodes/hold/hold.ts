import { describeDuration, formatDuration, instantFromMs, instantToMs } from '../../../time/index.ts';
import { factsOf } from '../../facts.ts';
import type { CompiledNodeOf, Program } from '../../program.ts';
import type { Turn } from '../../turn.ts';
import type { HoldState } from '../../types.ts';
import type { SenseHandler } from '../index.ts';
import { keysOf } from '../keys.ts';
import { addedLast, sampleOf, surplus, withoutMark, withSample } from '../samples.ts';
import { evidenceOf, inPhase, markOf, phaseBeganMs, takenBack } from '../sensing.ts';
import { forget, leave, returning, settle, type Telling } from '../spells.ts';
import { advance, BEFORE_LIVE, type Held, stretchesOf } from './stretches.ts';

type Node = CompiledNodeOf<'hold'>;

/**
 * Says when a condition has held long enough. With `on` it is judged by samples, on their own `time`: the sample that
 * completes `for` fires. Without, it is what is known of the subject that holds, and a timer fires.
 *
 * Late, repeated, corrected and retracted samples are judged by going through the recent ones again. What is older than
 * the newest LIMITS.lateSamples of a key is merged: evidence from before that is given up.
 */
export const observe: SenseHandler<'hold'>['observe'] = (turn, program, node) => {
  if (!inPhase(turn, node.is)) {
    leave(turn, node, 'released', (key, { fromMs }) => leftOf(turn, key, fromMs));
    return;
  }
  for (const [key, state] of returning(turn, node, 'hold')) put(turn, program, node, key, state, undefined);
  if (node.is.samples) sampled(turn, program, node);
  else watched(turn, program, node);
};

/** What is known has held for long enough, or the cooldown that a stretch waited for is over. */
export const wake: SenseHandler<'hold'>['wake'] = (turn, program, node, key) => {
  const state = turn.sense(node.id, key);
  if (state?.kind === 'hold') put(turn, program, node, key, state, []);
};

function sampled(turn: Turn, program: Program, node: Node): void {
  const given = turn.occasion.event;
  const taken = given && takenBack(given);
  const event = evidenceOf(turn, node.is);
  const keys = event ? keysOf(node.is.per, factsOf(turn, program)) : [];
  const all = taken === undefined ? keys : [...new Set([...Object.keys(turn.senses[node.id] ?? {}), ...keys])];
  for (const key of all) {
    const state = stateOf(turn, node, key);
    let recent = taken === undefined ? state.recent : withoutMark(state.recent, taken);
    if (event && keys.includes(key))
      recent = withSample(recent, sampleOf(event, verdictOf(turn, program, node, key)), state.before.lastMs);
    if (recent !== state.recent) put(turn, program, node, key, { ...state, recent }, addedLast(state.recent, recent));
  }
}

/** Only what changes the condition is kept, as samples are. */
function watched(turn: Turn, program: Program, node: Node): void {
  const keys = keysOf(node.is.per, factsOf(turn, program));
  for (const gone of Object.keys(turn.senses[node.id] ?? {})) if (!keys.includes(gone)) forget(turn, node.id, gone);
  const given = turn.occasion.event;
  const taken = given && takenBack(given);
  for (const key of keys) {
    const before = stateOf(turn, node, key);
    const state = taken === undefined ? before : { ...before, recent: withoutMark(before.recent, taken) };
    const verdict = verdictOf(turn, program, node, key);
    const { after } = stretchesOf(node.is, state, turn.occasion.nowMs, state === before ? [] : undefined);
    const changes = after.sinceMs === undefined ? verdict === 1 : verdict === -1;
    if (!changes) {
      if (state !== before) put(turn, program, node, key, state, undefined);
      continue;
    }
    // What is false on what is known now has not been true since something that is older than its beginning.
    const newest = state.recent.at(-1)?.[0] ?? state.before.lastMs ?? 0;
    const atMs = taken !== undefined && verdict === -1 ? newest : Math.max(newest, timeOf(turn));
    const mark = turn.occasion.activated ? BEFORE_LIVE : given ? markOf(given) : '';
    put(turn, program, node, key, { ...state, recent: [...state.recent, [atMs, mark, verdict]] }, undefined);
  }
}

/** Keeps the state within its bounds and brings the firings into line with it; `added` where nothing else has changed. */
function put(
  turn: Turn,
  program: Program,
  node: Node,
  key: string,
  given: HoldState,
  added: HoldState['recent'] | undefined,
): void {
  const state = merged(node, given);
  const { held, after } = stretchesOf(node.is, state, turn.occasion.nowMs, added);
  const live = turn.occasion.activated ? held.filter(({ toMs }) => toMs === undefined) : [];
  const known = live.map(({ fromMs }) => ({ fromMs, opening: '' }));
  const spells = settle(turn, program, tellingOf(turn, node, key), [...known, ...state.spells], held);
  const dueMs =
    node.is.samples || after.sinceMs === undefined || after.heldMs !== undefined ? undefined : after.sinceMs;
  turn.setTimer(
    turn.senseTimerId(node.id, key),
    dueMs === undefined
      ? undefined
      : { dueMs: dueMs + node.is.forMs, workflow: turn.workflow, target: { node: node.id, key } },
  );
  const empty = state.recent.length === 0 && state.before.lastMs === undefined && spells.length === 0;
  turn.setSense(node.id, key, empty ? undefined : { ...state, after, spells }, added?.length === 1);
}

/** Merges the samples for which no late evidence is awaited; what ended among them is not judged again. */
function merged(node: Node, state: HoldState): HoldState {
  let { before, spells } = state;
  const count = surplus(state.recent);
  for (const sample of state.recent.slice(0, count)) {
    const { next, ended: over } = advance(node.is, before, sample);
    if (over) spells = spells.filter(({ toMs }) => toMs === undefined || toMs > over.toMs);
    before = next;
  }
  return count === 0 ? state : { ...state, before, spells, recent: state.recent.slice(count) };
}

function stateOf(turn: Turn, node: Node, key: string): HoldState {
  const kept = turn.sense(node.id, key);
  if (kept?.kind === 'hold') return kept;
  const warmFromMs = phaseBeganMs(turn, node.is);
  const before = { samples: 0, ...(warmFromMs === undefined ? {} : { warmFromMs }) };
  return { kind: 'hold', before, recent: [], spells: [] };
}

function verdictOf(turn: Turn, program: Program, node: Node, key: string): 1 | 0 | -1 {
  const facts = factsOf(turn, program, { key });
  if (node.is.until?.test(facts)) return -1;
  if (node.is.while.test(facts)) return 1;
  return node.is.until ? 0 : -1;
}

function timeOf(turn: Turn): number {
  const { event, nowMs } = turn.occasion;
  return event ? Math.min(nowMs, instantToMs(event.time)) : nowMs;
}

function tellingOf(turn: Turn, node: Node, key: string): Telling<Held> {
  return {
    node: node.id,
    key,
    opens: 'held',
    closes: 'released',
    wrong: `it had not held for ${describeDuration(node.is.forMs)}`,
    opening: (stretch) => ({
      output: { ...toldOf(turn, key, stretch, stretch.heldMs), at: instantFromMs(stretch.heldMs) },
      text: `held for ${describeDuration(stretch.heldMs - stretch.fromMs)}`,
    }),
    closing: (stretch) => {
      const toMs = stretch.toMs ?? turn.occasion.nowMs;
      return {
        output: { ...toldOf(turn, key, stretch, toMs), until: instantFromMs(toMs) },
        text: `over after ${describeDuration(toMs - stretch.fromMs)}`,
      };
    },
  };
}

/** What it puts out where the subject has left the phase. */
function leftOf(turn: Turn, key: string, fromMs: number): Readonly<Record<string, unknown>> {
  const { samples: _, ...told } = toldOf(turn, key, { fromMs, heldMs: fromMs, samples: 0 }, turn.occasion.nowMs);
  return { ...told, until: turn.now };
}

/** What the node puts out: since when and how long it held, by how many samples, and the event that told. */
function toldOf(turn: Turn, key: string, stretch: Held, toMs: number): Readonly<Record<string, unknown>> {
  const ms = toMs - stretch.fromMs;
  return {
    key,
    since: instantFromMs(stretch.fromMs),
    heldFor: formatDuration(ms),
    minutes: Math.round(ms / 600) / 100,
    samples: stretch.samples,
    ...(turn.occasion.event ? { event: turn.occasion.event.id } : {}),
  };
}
