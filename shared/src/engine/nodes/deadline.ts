import { describeDuration, formatDuration, instantFromMs, instantToMs, isInstant } from '../../time/index.ts';
import { factsOf } from '../facts.ts';
import { close, open, retract } from '../fire.ts';
import { lateMs, moment } from '../moment.ts';
import type { CompiledNodeOf, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { SenseState } from '../types.ts';
import type { SenseHandler } from './index.ts';
import { keysOf } from './keys.ts';

type Node = CompiledNodeOf<'deadline'>;
type State = Extract<SenseState, { kind: 'deadline' }>;

/**
 * Watches that something happens by its due time. The due is computed from the subject after every input, so that it
 * re-arms whenever the plan changes; what meets it is an event, or an instant that the subject knows (`met.at`).
 */
export const observe: SenseHandler<'deadline'>['observe'] = (turn, program, node) => {
  const keys = keysOf(node.is.per, factsOf(turn, program));
  for (const gone of Object.keys(turn.senses[node.id] ?? {}))
    if (!keys.includes(gone)) {
      turn.setTimer(turn.senseTimerId(node.id, gone), undefined);
      turn.setSense(node.id, gone, undefined);
    }
  for (const key of keys) look(turn, program, node, key);
};

/** Its due time has come, or the cooldown that a miss waited for is over. */
export const wake: SenseHandler<'deadline'>['wake'] = (turn, program, node, key) => {
  if (turn.sense(node.id, key)) look(turn, program, node, key);
};

function look(turn: Turn, program: Program, node: Node, key: string): void {
  const facts = factsOf(turn, program, { key });
  const kept = turn.sense(node.id, key);
  const state: State = kept?.kind === 'deadline' ? kept : { kind: 'deadline' };
  const due = dueOf(node, facts);
  const met = metBy(turn, node, state, facts);
  const next = met
    ? fulfilled(turn, program, node, key, state, due, met)
    : awaited(turn, program, node, key, state, due);
  const full: State = { ...next, ...(due === undefined ? {} : { due }), ...(met ? { met } : {}) };
  turn.setSense(node.id, key, Object.keys(full).length > 1 ? full : undefined);
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
  if (!passed) return missed ? replanned(turn, program, node, key, missed, due) : { kind: 'deadline' };
  if (missed?.due === due) return { kind: 'deadline', missed };
  if (turn.occasion.activated) return { kind: 'deadline', missed: { due, opening: '' } };
  return miss(turn, program, node, key, due);
}

/** The plan moved behind a miss. Where that had been said before the miss, the miss was wrong. */
function replanned(
  turn: Turn,
  program: Program,
  node: Node,
  key: string,
  missed: NonNullable<State['missed']>,
  due: string | undefined,
): State {
  const { event } = turn.occasion;
  if (event && event.time <= missed.due && missed.opening)
    retract(
      turn,
      program,
      {
        node: node.id,
        key,
        text: due === undefined ? 'nothing is due any more' : `the due time had been moved to ${moment(due)}`,
      },
      missed.opening,
    );
  return { kind: 'deadline' };
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
  const missed = known ?? (turn.occasion.activated ? { due, opening: '' } : miss(turn, program, node, key, due).missed);
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

function miss(turn: Turn, program: Program, node: Node, key: string, due: string): State {
  const opening = open(turn, program, {
    node: node.id,
    key,
    port: 'missed',
    output: { key, due, at: turn.now },
    text: `due ${moment(due)}, not known to have happened`,
  });
  return opening === undefined ? { kind: 'deadline', pending: true } : { kind: 'deadline', missed: { due, opening } };
}

function dueOf(node: Node, facts: Readonly<Record<string, unknown>>): string | undefined {
  const result = node.is.due.evaluate(facts);
  if (!result.ok || !isInstant(result.value)) return undefined;
  return node.is.graceMs === 0 ? result.value : instantFromMs(instantToMs(result.value) + node.is.graceMs);
}

/** With `met.at` the subject's state says whether it is met; without, the first event that matches does, until it is retracted. */
function metBy(turn: Turn, node: Node, state: State, facts: Readonly<Record<string, unknown>>): State['met'] {
  const { event } = turn.occasion;
  const matches = event !== undefined && node.is.matches(event.type) && (node.is.when?.test(facts) ?? true);
  if (node.is.at) {
    const result = node.is.at.evaluate(facts);
    if (!result.ok || !isInstant(result.value)) return undefined;
    return { at: result.value, event: matches ? event.id : (state.met?.event ?? '') };
  }
  if (event?.type === 'event.retracted' && event.data.retracts === state.met?.event) return undefined;
  return state.met ?? (matches ? { at: event.time, event: event.id } : undefined);
}
