import { factsOf } from '../facts.ts';
import type { CompiledNodeOf, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import { type Answer, outOfPhase } from './answer.ts';

/** About the event that is asked about: the last one of its types. */
export function triggerAnswer(turn: Turn, program: Program, node: CompiledNodeOf<'trigger'>): Answer {
  const { event } = turn.occasion;
  if (!event || !node.is.matches(event.type))
    return { text: `No ${node.config.on.join(' or ')} has come for this subject.` };
  const outside = outOfPhase(turn, node.is);
  if (outside) return outside;
  const condition = node.is.when?.explain(factsOf(turn, program));
  const text =
    condition?.result === false
      ? `The last ${event.type} came, but its condition does not hold.`
      : `The last ${event.type} came and fired.`;
  return { text, ...(condition ? { condition } : {}) };
}
