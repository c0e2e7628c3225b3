import { factsOf } from '../facts.ts';
import { moment } from '../moment.ts';
import { keyedByEvent, keysOf } from '../nodes/keys.ts';
import type { CompiledNodeOf, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import { type Answer, nameOf, outOfPhase, type Ranked, speaking } from './answer.ts';

type Node = CompiledNodeOf<'deadline'>;

/** What is due when, and whether it has happened. */
export function deadlineAnswer(turn: Turn, program: Program, node: Node): Answer {
  const known = Object.keys(turn.senses[node.id] ?? {});
  const keys = keyedByEvent(node.is.per) ? known : keysOf(node.is.per, factsOf(turn, program));
  return speaking(keys.map((key) => keyAnswer(turn, program, node, key)));
}

function keyAnswer(turn: Turn, program: Program, node: Node, key: string): Ranked {
  const state = turn.sense(node.id, key);
  const name = nameOf(key);
  if (state?.kind !== 'deadline' || state.due === undefined) return { rank: 3, ...unarmed(turn, program, node, key) };
  const { due, met, missed } = state;
  const was = `${name} was due ${moment(due)}`;
  if (met && met.at > due) return { rank: 0, due, text: `${was} and happened late, on ${moment(met.at)}.` };
  if (met) return { rank: 2, due, text: `${was} and happened in time, on ${moment(met.at)}.` };
  if (missed) return { rank: 0, due, text: `${was} and is not known to have happened.` };
  return { rank: 1, due, text: `${name} is due ${moment(due)}; it is ${moment(turn.now)}.` };
}

/** Why nothing is due: what begins it has not come, the phase is another, or the expression yields no time. */
function unarmed(turn: Turn, program: Program, node: Node, key: string): Answer {
  const state = turn.sense(node.id, key);
  const { start } = node.is;
  const begun = state?.kind === 'deadline' && state.start !== undefined;
  if (start && !begun) {
    if (start.matches)
      return { text: `It has not begun: no ${node.config.start?.on?.join(' or ')} has come that begins it.` };
    const condition = start.when?.explain(factsOf(turn, program, { key }));
    return {
      text: 'It has not begun: the condition that begins it does not hold.',
      ...(condition ? { condition } : {}),
    };
  }
  return outOfPhase(turn, node.is) ?? { text: `${nameOf(key)} has no due time.` };
}
