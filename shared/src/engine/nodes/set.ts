import { toJson } from '../../expression/index.ts';
import { factsOf } from '../facts.ts';
import type { StepHandler } from './index.ts';

/** Values are computed in the order in which they are written; one that cannot be computed is null and said so. */
export const enter: StepHandler<'set'>['enter'] = (turn, program, run, node) => {
  const facts = factsOf(turn, program, { run, node });
  const values: Record<string, unknown> = {};
  const failed: string[] = [];
  for (const [name, expression] of node.is.values) {
    const result = expression.evaluate({ ...facts, ...values });
    values[name] = result.ok ? toJson(result.value) : null;
    if (!result.ok) failed.push(`${name}: ${result.reason}`);
  }
  return {
    did: 'entered',
    leaves: ['out'],
    output: values,
    told: { values, ...(failed.length ? { text: failed.join('; ') } : {}) },
  };
};
