import { canonicalText, type Workflow } from '@slipway/shared/workflow';
import { configMutants } from './config.ts';
import { graphMutants } from './graph.ts';
import type { Mutant } from './mutant.ts';

export type { Mutant } from './mutant.ts';

/** Every workflow that differs from this one in one small thing, each under its own id. */
export function mutantsOf(workflow: Workflow): readonly Mutant[] {
  const seen = new Set<string>([canonicalText(workflow)]);
  const ids = new Map<string, number>();
  return [...configMutants(workflow), ...graphMutants(workflow)].flatMap((mutant) => {
    const [first] = mutant.candidates();
    const text = first ? canonicalText(first) : '';
    // A move has several candidates, of which the first may be another mutant's.
    if (!mutant.id.endsWith(' moved') && (text === '' || seen.has(text))) return [];
    seen.add(text);
    const count = (ids.get(mutant.id) ?? 0) + 1;
    ids.set(mutant.id, count);
    return [count === 1 ? mutant : { ...mutant, id: `${mutant.id} (${count})` }];
  });
}
