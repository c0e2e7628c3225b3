import { takenBack } from '../../event/index.ts';
import { instantToMs } from '../../time/index.ts';
import { factsOf } from '../facts.ts';
import { open, retract } from '../fire.ts';
import type { CompiledNodeOf, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { SenseState } from '../types.ts';
import type { SenseHandler } from './index.ts';
import { keysOf } from './keys.ts';
import { evidenceOf, inPhase, phaseBeganMs } from './sensing.ts';
import { heard, without } from './witnesses.ts';

type Node = CompiledNodeOf<'trigger'>;
type State = Extract<SenseState, { kind: 'trigger' }>;

/**
 * Fires for events of its types: `every` time its condition holds, or only when it `rising`ly becomes true. What was
 * true already when the version went live counts as risen, so that a release does not fire on the whole past. The phase
 * is that after the event.
 */
export const observe: SenseHandler<'trigger'>['observe'] = (turn, program, node) => {
  withdraw(turn, program, node);
  if (!inPhase(turn, node.is)) {
    for (const key of Object.keys(turn.senses[node.id] ?? {})) turn.setSense(node.id, key, undefined);
    return;
  }
  const { late, activated } = turn.occasion;
  const event = evidenceOf(turn, node.is);
  if (activated ? !node.is.rising : !event || (late && !node.is.late)) return;
  for (const key of keysOf(node.is.per, factsOf(turn, program))) {
    if (event && !isWarm(turn, node, key, event.time)) continue;
    const holds = node.is.when?.test(factsOf(turn, program, { key })) ?? true;
    const before = stateOf(turn, node, key);
    const { high } = before;
    const told = event && readsEvent(node) ? heard(before, holds, event.id) : {};
    if (node.is.rising && (holds !== high || told.by))
      turn.setSense(node.id, key, { ...(holds === high ? before : settled(before)), ...told, high: holds });
    if (!holds || activated || (node.is.rising && high)) continue;
    const fired = open(turn, program, {
      node: node.id,
      key,
      port: 'out',
      output: { key, at: turn.now, ...(event ? { event: event.id } : {}) },
      text: event?.type ?? 'still holds',
    });
    if (fired === undefined && node.is.rising)
      turn.setSense(node.id, key, { ...before, ...told, high: true, pending: true });
  }
};

/** The cooldown is over: a rise that was remembered fires if its condition still holds. */
export const wake: SenseHandler<'trigger'>['wake'] = (turn, program, node, key) => {
  const state = stateOf(turn, node, key);
  if (!state.pending) return;
  const holds = inPhase(turn, node.is) && (node.is.when?.test(factsOf(turn, program, { key })) ?? true);
  turn.setSense(node.id, key, { ...settled(state), high: holds });
  if (holds)
    open(turn, program, {
      node: node.id,
      key,
      port: 'out',
      output: { key, at: turn.now },
      text: 'still holds after the cooldown',
    });
};

/**
 * An event that it fired for is taken back: the firing was wrong, unless it fired because something rose that still holds
 * without that event. Then it is wrong when what holds it up is taken back as well.
 */
function withdraw(turn: Turn, program: Program, node: Node): void {
  const { event } = turn.occasion;
  const gone = event && takenBack(event);
  if (gone === undefined) return;
  const keys = Object.keys(turn.senses[node.id] ?? {});
  const after = new Map(keys.map((key) => [key, afterwards(turn, program, node, key, gone)]));
  for (const { openings } of turn.runs)
    for (const opening of openings) {
      const { key } = opening;
      if (opening.node !== node.id || !opening.standing || opening.output.event !== gone) continue;
      const before = stateOf(turn, node, key);
      if (before.high) turn.setSense(node.id, key, { ...before, bare: opening.id });
      if (!after.get(key)?.high) disprove(turn, program, node, key, opening.id);
    }
  for (const [key, next] of after) {
    const { by: _b, was: _w, ...before } = stateOf(turn, node, key);
    const falls = before.high && !next.high;
    if (falls && before.bare !== undefined) disprove(turn, program, node, key, before.bare);
    turn.setSense(node.id, key, before.high && next.high ? { ...before, ...next } : next);
  }
}

/** What it is without an event: asked again, or told by the other events that said so. */
function afterwards(turn: Turn, program: Program, node: Node, key: string, gone: string): State {
  const before = stateOf(turn, node, key);
  if (readsEvent(node)) return without(before, gone);
  const falls = before.high && node.is.when?.test(factsOf(turn, program, { key })) !== true;
  return falls ? { ...settled(before), high: false } : before;
}

/** Once: an opening that stands no more is not told of again. */
function disprove(turn: Turn, program: Program, node: Node, key: string, id: string): void {
  const stands = turn.runs.some(({ openings }) => openings.some((each) => each.id === id && each.standing));
  if (stands) retract(turn, program, { node: node.id, key, text: 'the event that it fired for was taken back' }, id);
}

/** Whether the warm-up is over; without a phase it begins with the first event that counts. */
function isWarm(turn: Turn, node: Node, key: string, time: string): boolean {
  if (node.is.warmUpMs === 0) return true;
  const phaseMs = phaseBeganMs(turn, node.is);
  const state = stateOf(turn, node, key);
  const began = state.warmFrom !== undefined && state.warmFrom < time ? state.warmFrom : time;
  if (phaseMs === undefined) turn.setSense(node.id, key, { ...state, warmFrom: began });
  return instantToMs(time) - (phaseMs ?? instantToMs(began)) >= node.is.warmUpMs;
}

function stateOf(turn: Turn, node: Node, key: string): State {
  const kept = turn.sense(node.id, key);
  return kept?.kind === 'trigger' ? kept : { kind: 'trigger', high: false };
}

/** A condition over the event itself is known only while that event is looked at. */
function readsEvent({ is }: Node): boolean {
  return is.rising && (is.when?.facts ?? []).some((fact) => fact === 'event' || fact.startsWith('event.'));
}

/** The state without a rise that waits, or that stood on others' evidence. */
function settled(state: State): State {
  const { pending: _p, bare: _b, ...rest } = state;
  return rest;
}
