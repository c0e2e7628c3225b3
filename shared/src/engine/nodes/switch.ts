import { factsOf } from '../facts.ts';
import type { StepHandler } from './index.ts';

/** Takes the first case that holds; the trace tells of every case that was looked at. */
export const enter: StepHandler<'switch'>['enter'] = (turn, program, run, node) => {
  const facts = factsOf(turn, program, { run, node });
  for (const [index, each] of node.is.cases.entries()) {
    const condition = each.when.explain(facts);
    if (!condition.result) continue;
    const label = node.config.cases[index]?.label ?? each.id;
    return { did: 'entered', leaves: [each.id], output: { case: each.id }, told: { text: label, condition } };
  }
  return { did: 'entered', leaves: ['else'], output: { case: null }, told: { text: 'no case holds' } };
};
