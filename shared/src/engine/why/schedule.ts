import { instantFromMs } from '../../time/index.ts';
import { factsOf } from '../facts.ts';
import { moment } from '../moment.ts';
import type { CompiledNodeOf, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import { type Answer, outOfPhase } from './answer.ts';

/** When it is next, and whether its condition would hold now. */
export function scheduleAnswer(turn: Turn, program: Program, node: CompiledNodeOf<'schedule'>): Answer {
  const outside = outOfPhase(turn, node.is);
  if (outside) return outside;
  const states = Object.entries(turn.senses[node.id] ?? {});
  const dues = states.flatMap(([, state]) => (state.kind === 'schedule' ? [state.dueMs] : []));
  if (dues.length === 0)
    return {
      text:
        turn.occasion.subject.phase === 'after'
          ? 'It wakes no subject that has ended.'
          : 'It is not set for this subject: nothing has come since it went live.',
    };
  const due = instantFromMs(Math.min(...dues));
  const condition = node.is.when?.explain(factsOf(turn, program, { key: states[0]?.[0] ?? '' }));
  const held = condition ? ` Its condition ${condition.result ? 'would hold' : 'does not hold'} now.` : '';
  return {
    due,
    text: `It is next on ${moment(due)}; it is ${moment(turn.now)}.${held}`,
    ...(condition ? { condition } : {}),
  };
}
