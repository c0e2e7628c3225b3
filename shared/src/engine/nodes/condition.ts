import { factsOf } from '../facts.ts';
import type { StepHandler } from './index.ts';

export const enter: StepHandler<'condition'>['enter'] = (turn, program, run, node) => {
  const condition = node.is.when.explain(factsOf(turn, program, { run, node }));
  const port = condition.result ? 'yes' : 'no';
  return { did: 'entered', leaves: [port], output: { answer: condition.result }, told: { text: port, condition } };
};
