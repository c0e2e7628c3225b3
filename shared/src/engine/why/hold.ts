import { describeDuration } from '../../time/index.ts';
import { factsOf } from '../facts.ts';
import { moment } from '../moment.ts';
import { stretchesOf } from '../nodes/hold/stretches.ts';
import { isStanding } from '../nodes/spells.ts';
import type { CompiledNodeOf, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { HoldState } from '../types.ts';
import { type Answer, instantOf, nameOf, ofWhole, outOfPhase, type Ranked, speaking } from './answer.ts';

type Node = CompiledNodeOf<'hold'>;

/** How long the condition has held, of how long it must. */
export function holdAnswer(turn: Turn, program: Program, node: Node): Answer {
  const outside = outOfPhase(turn, node.is);
  if (outside) return outside;
  const known = Object.entries(turn.senses[node.id] ?? {});
  const states = known.flatMap(([key, state]) => (state.kind === 'hold' ? [[key, state] as const] : []));
  if (states.length === 0) return unknown(turn, program, node);
  return speaking(states.map(([key, state]) => keyAnswer(turn, program, node, key, state)));
}

function unknown(turn: Turn, program: Program, node: Node): Answer {
  const on = node.config.on;
  if (on) return { text: `No ${on.join(' or ')} has come for this subject.` };
  const condition = node.is.while.explain(factsOf(turn, program));
  return { text: 'Its condition has not held.', condition };
}

function keyAnswer(turn: Turn, program: Program, node: Node, key: string, state: HoldState): Ranked {
  const name = nameOf(key);
  const { after } = stretchesOf(node.is, state, turn.occasion.nowMs);
  const last = after.lastMs === undefined ? '' : `, last told of ${moment(instantOf(after.lastMs))}`;
  if (after.sinceMs === undefined) {
    const before = state.spells.at(-1);
    const ended = before?.toMs === undefined ? '' : ` It last held until ${moment(instantOf(before.toMs))}.`;
    const condition = node.is.samples ? undefined : node.is.while.explain(factsOf(turn, program, { key }));
    return { rank: 2, text: `${name} does not hold now${last}.${ended}`, ...(condition ? { condition } : {}) };
  }
  const since = moment(instantOf(after.sinceMs));
  // Samples judge by their own time: what has not been told of has not held.
  const heldMs = (node.is.samples ? (after.lastMs ?? after.sinceMs) : turn.occasion.nowMs) - after.sinceMs;
  if (isStanding(state.spells))
    return { rank: 0, text: `${name} has held since ${since}, longer than ${describeDuration(node.is.forMs)}.` };
  const few = node.is.minSamples > 1 ? ` by ${after.samples} of ${node.is.minSamples} samples` : '';
  return {
    rank: 1,
    text: `${name} has held for ${ofWhole(heldMs, node.is.forMs)} since ${since}${few}${node.is.samples ? last : ''}.`,
    ...(node.is.samples ? {} : { due: instantOf(after.sinceMs + node.is.forMs) }),
  };
}
