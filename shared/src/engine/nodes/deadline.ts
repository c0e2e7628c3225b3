import { addBusinessMs, parseCalendar } from '../../calendar/index.ts';
import { takenBack } from '../../event/index.ts';
import { describeDuration, formatDuration, instantFromMs, instantToMs, isInstant } from '../../time/index.ts';
import { factsOf } from '../facts.ts';
import { close, open, retract } from '../fire.ts';
import { lateMs, moment } from '../moment.ts';
import type { CompiledNodeOf, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { SenseState } from '../types.ts';
import type { SenseHandler } from './index.ts';
import { keyedByEvent, keysOf } from './keys.ts';
import { inPhase } from './sensing.ts';

type Node = CompiledNodeOf<'deadline'>;
type State = Extract<SenseState, { kind: 'deadline' }>;
type Facts = Readonly<Record<string, unknown>>;

/**
 * Watches that something happens by its due time. The due is computed from the subject after every input, so that it
 * re-arms whenever the plan changes; what meets it is an event, or an instant that the subject knows (`met.at`). Outside
 * its phases nothing falls due, but what fell due before can still be met.
 */
export const observe: SenseHandler<'deadline'>['observe'] = (turn, program, node) => {
  const { now, came, gone } = keysNow(turn, program, node);
  for (const key of Object.keys(turn.senses[node.id] ?? {}))
    if (gone(key)) {
      turn.setTimer(turn.senseTimerId(node.id, key), undefined);
      turn.setSense(node.id, key, undefined);
    }
  for (const key of now) look(turn, program, node, key, came(key));
};

/** Its due time has come, or the cooldown that a miss waited for is over. */
export const wake: SenseHandler<'deadline'>['wake'] = (turn, program, node, key) => {
  if (turn.sense(node.id, key)) look(turn, program, node, key, false);
};

/** The keys to look at, which of them the event speaks of, and which are known no more. */
function keysNow(turn: Turn, program: Program, node: Node) {
  const { event } = turn.occasion;
  if (!keyedByEvent(node.is.per)) {
    const now = keysOf(node.is.per, factsOf(turn, program));
    return { now, came: () => true, gone: (key: string) => !now.includes(key) };
  }
  const counts = event && (node.is.matches(event.type) || node.is.start?.matches?.(event.type));
  const named = counts ? keysOf(node.is.per, factsOf(turn, program)) : [];
  const now = [...new Set([...Object.keys(turn.senses[node.id] ?? {}), ...named])];
  return { now, came: (key: string) => named.includes(key), gone: () => false };
}

function look(turn: Turn, program: Program, node: Node, key: string, came: boolean): void {
  const kept = turn.sense(node.id, key);
  const state: State = kept?.kind === 'deadline' ? kept : { kind: 'deadline' };
  const plain = factsOf(turn, program, { key });
  const start = startOf(turn, node, state, plain, came);
  const facts = start ? { ...plain, trigger: { key, ...start } } : plain;
  const met = metBy(turn, node, state, facts, came, start);
  const watched = inPhase(turn, node.is) && (!node.is.start || start !== undefined);
  const due = watched || (met && state.missed) ? dueOf(node, program, facts) : undefined;
  const { start: _, ...before } = state;
  const known = moved(turn, program, node, key, { ...before, ...(start ? { start } : {}) }, due, met);
  const next = met
    ? fulfilled(turn, program, node, key, known, due, met)
    : awaited(turn, program, node, key, known, due);
  const full: State = {
    ...next,
    ...(start ? { start } : {}),
    ...(due === undefined ? {} : { due }),
    ...(met ? { met } : {}),
  };
  turn.setSense(node.id, key, Object.keys(full).length > 1 ? full : undefined);
}

/** What began it: the newest event that does, or the moment from which the condition holds. */
function startOf(turn: Turn, node: Node, state: State, facts: Facts, came: boolean): State['start'] {
  const { start } = node.is;
  if (!start) return undefined;
  const { event, now } = turn.occasion;
  if (!start.matches) {
    if (!start.when?.test(facts)) return undefined;
    return state.start ?? { at: event && event.time < now ? event.time : now, event: event?.id ?? '' };
  }
  const before = event && takenBack(event) === state.start?.event ? undefined : state.start;
  const begins = came && event && !turn.occasion.retracted && start.matches(event.type);
  if (!begins || event.time < (before?.at ?? '') || !(start.when?.test(facts) ?? true)) return before;
  return { at: event.time, event: event.id };
}

/** Nothing has met it: arm, fire, or re-arm. */
function awaited(turn: Turn, program: Program, node: Node, key: string, state: State, due: string | undefined): State {
  const timer = turn.senseTimerId(node.id, key);
  const passed = due !== undefined && due <= turn.now;
  turn.setTimer(
    timer,
    due === undefined || passed
      ? undefined
      : { dueMs: instantToMs(due), workflow: turn.workflow, target: { node: node.id, key } },
  );
  const { missed } = state;
  if (!passed) return { kind: 'deadline' };
  if (missed?.due === due) return { kind: 'deadline', missed };
  if (turn.occasion.activated) return { kind: 'deadline', missed: { due, opening: '' } };
  return miss(turn, program, node, key, state, due);
}

/**
 * The plan moved behind a miss, so that counts no more; unless it has been met, where a later plan changes nothing. Where
 * the plan had been moved before it was missed, as is told now, the miss was wrong.
 */
function moved(
  turn: Turn,
  program: Program,
  node: Node,
  key: string,
  state: State,
  due: string | undefined,
  met: State['met'],
): State {
  const { missed, ...rest } = state;
  // Only what this input moved is judged by it.
  if (!missed || missed.due === due || state.due === due) return state;
  const { event } = turn.occasion;
  // What a retraction uncovers was so before as well.
  const wrong = event !== undefined && (event.time <= missed.due || takenBack(event) !== undefined);
  if (met && (!wrong || due === undefined)) return state;
  const text = due === undefined ? 'nothing is due any more' : `the due time had been moved to ${moment(due)}`;
  if (wrong && missed.opening) retract(turn, program, { node: node.id, key, text }, missed.opening);
  return rest;
}

/** Something has met it, in time or not; a miss that this disproves is retracted, one that it confirms is closed. */
function fulfilled(
  turn: Turn,
  program: Program,
  node: Node,
  key: string,
  state: State,
  due: string | undefined,
  met: NonNullable<State['met']>,
): State {
  turn.setTimer(turn.senseTimerId(node.id, key), undefined);
  if (due === undefined) return { kind: 'deadline', ...(state.missed ? { missed: state.missed } : {}) };
  if (met.at <= due) {
    if (state.missed?.opening)
      retract(
        turn,
        program,
        { node: node.id, key, text: `it happened on ${moment(met.at)}, due ${moment(due)}` },
        state.missed.opening,
      );
    return { kind: 'deadline' };
  }
  const known = state.missed;
  const missed =
    known ?? (turn.occasion.activated ? { due, opening: '' } : miss(turn, program, node, key, state, due).missed);
  if (missed?.opening && (!state.met || state.met.at !== met.at)) {
    const ms = lateMs(met.at, due);
    const lateBy = formatDuration(ms);
    close(
      turn,
      {
        node: node.id,
        key,
        port: 'met',
        output: { key, due, metAt: met.at, lateBy },
        text: `it happened ${describeDuration(ms)} late`,
      },
      missed.opening,
    );
  }
  return { kind: 'deadline', ...(missed ? { missed } : {}) };
}

function miss(turn: Turn, program: Program, node: Node, key: string, { start }: State, due: string): State {
  const opening = open(turn, program, {
    node: node.id,
    key,
    port: 'missed',
    output: { key, ...(start ? { start: start.at } : {}), due, at: turn.now },
    text: `due ${moment(due)}, not known to have happened`,
  });
  return opening === undefined ? { kind: 'deadline', pending: true } : { kind: 'deadline', missed: { due, opening } };
}

function dueOf(node: Node, program: Program, facts: Facts): string | undefined {
  const result = node.is.due.evaluate(facts);
  if (!result.ok || !isInstant(result.value)) return undefined;
  const { graceMs, calendar } = node.is;
  if (graceMs === 0) return result.value;
  const dueMs = instantToMs(result.value);
  const declared = calendar === undefined ? undefined : program.calendars[calendar];
  return instantFromMs(declared ? addBusinessMs(dueMs, graceMs, parseCalendar(declared)) : dueMs + graceMs);
}

/**
 * With `met.at` the subject's state says whether it is met; without, the earliest event that matches does, until it is
 * taken back. What was before the start meets nothing, but waits for a start that is told of later.
 */
function metBy(turn: Turn, node: Node, state: State, facts: Facts, came: boolean, start: State['start']): State['met'] {
  const { event, retracted } = turn.occasion;
  const counts = came && event && !retracted && node.is.matches(event.type) && (node.is.when?.test(facts) ?? true);
  const begins = node.is.start?.matches ? (start?.at ?? '') : '';
  if (node.is.at) {
    const result = node.is.at.evaluate(facts);
    if (!result.ok || !isInstant(result.value) || result.value < begins) return undefined;
    return { at: result.value, event: counts ? event.id : (state.met?.event ?? '') };
  }
  const withdrawn = event && state.met && takenBack(event) === state.met.event;
  const known = withdrawn || (state.met && state.met.at < begins) ? undefined : state.met;
  if (!counts || event.time < begins) return known;
  const newest = node.is.start?.matches !== undefined && start === undefined;
  if (known && (newest ? event.time <= known.at : event.time >= known.at)) return known;
  return { at: event.time, event: event.id };
}
