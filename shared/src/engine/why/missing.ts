import { describeDuration, instantFromMs, instantToMs } from '../../time/index.ts';
import { factsOf } from '../facts.ts';
import { moment } from '../moment.ts';
import { keyedByEvent, keysOf } from '../nodes/keys.ts';
import { countedFrom } from '../nodes/silence.ts';
import type { CompiledNodeOf, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { MissingState } from '../types.ts';
import { type Answer, nameOf, outOfPhase, type Ranked, speaking } from './answer.ts';

type Node = CompiledNodeOf<'missing'>;

/** When something was heard last, and when that will have been too long ago. */
export function missingAnswer(turn: Turn, program: Program, node: Node): Answer {
  const outside = outOfPhase(turn, node.is);
  if (outside) return outside;
  const known = Object.keys(turn.senses[node.id] ?? {});
  const keys = keyedByEvent(node.is.per) ? known : keysOf(node.is.per, factsOf(turn, program));
  return speaking(keys.map((key) => keyAnswer(turn, program, node, key)));
}

function keyAnswer(turn: Turn, program: Program, node: Node, key: string): Ranked {
  const condition = node.is.while?.explain(factsOf(turn, program, { key }));
  const asked = condition ? { condition } : {};
  if (condition?.result === false)
    return { rank: 3, text: 'It does not listen now: its condition does not hold.', ...asked };
  const state = turn.sense(node.id, key);
  const name = nameOf(key);
  if (state?.kind !== 'missing') return { rank: 3, text: `${name} has not begun to listen.`, ...asked };
  if (state.suspended)
    return { rank: 2, text: `${name} does not count now: everything from ${state.source} is silent.`, ...asked };
  const from = countedFrom(state, node.is.warmUpMs);
  if (from === undefined) return { rank: 3, text: `${name} has not begun to listen.`, ...asked };
  const due = instantFromMs(instantToMs(from) + node.is.forMs);
  if (state.silent)
    return {
      rank: 0,
      due,
      text: `${name} has been silent since ${moment(state.silent.from)}, longer than ${forText(node)}.`,
    };
  return {
    rank: 1,
    due,
    text: `${name} was ${lastText(state, from)}; silent at ${moment(due)}, it is ${moment(turn.now)}.`,
    ...asked,
  };
}

function lastText(state: MissingState, from: string): string {
  const last = state.heard.at(-1)?.[0];
  if (last === undefined) return `never heard, and is listened for since ${moment(from)}`;
  return last === from ? `last heard ${moment(last)}` : `last heard ${moment(last)}, counted from ${moment(from)}`;
}

function forText(node: Node): string {
  return describeDuration(node.is.forMs);
}
