import type { CompiledNode, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { Answer } from './answer.ts';
import { deadlineAnswer } from './deadline.ts';
import { holdAnswer } from './hold.ts';
import { missingAnswer } from './missing.ts';
import { scheduleAnswer } from './schedule.ts';
import { triggerAnswer } from './trigger.ts';
import { windowAnswer } from './window.ts';

/** What a sense node says of the subject, in plain English and with the values it rests on. */
export function senseAnswer(turn: Turn, program: Program, node: CompiledNode): Answer {
  switch (node.kind) {
    case 'trigger':
      return triggerAnswer(turn, program, node);
    case 'hold':
      return holdAnswer(turn, program, node);
    case 'window':
      return windowAnswer(turn, program, node);
    case 'deadline':
      return deadlineAnswer(turn, program, node);
    case 'missing':
      return missingAnswer(turn, program, node);
    case 'schedule':
      return scheduleAnswer(turn, program, node);
    default:
      return { text: '' };
  }
}
