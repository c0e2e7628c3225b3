import { z } from 'zod';
import { type Reference, referenceSchema } from '../reference/index.ts';
import { type Scenario, scenarioSchema } from './scenario.ts';

/**
 * The tests of a workflow, as examples and files have them: scenarios with what they expect, the examples that live
 * beside it, and reference data that stands for that of an environment.
 */
export interface WorkflowTests {
  readonly scenarios: readonly Scenario[];
  readonly beside?: readonly string[] | undefined;
  readonly references?: readonly Reference[] | undefined;
}

export const workflowTestsSchema = z.object({
  scenarios: z.array(scenarioSchema).max(200),
  beside: z.array(z.string().max(100)).max(10).optional(),
  references: z.array(referenceSchema).max(20).optional(),
});

export const NO_TESTS: WorkflowTests = { scenarios: [] };

/** The tests of an example or a file, without what else stands there. */
export function testsOf({ scenarios, beside, references }: WorkflowTests): WorkflowTests {
  return {
    scenarios,
    ...(beside && beside.length > 0 ? { beside } : {}),
    ...(references && references.length > 0 ? { references } : {}),
  };
}

/**
 * What two people made of the same tests: mine, with what the other side added or changed and I did not touch, and without
 * what it took away. Tests are known by their names.
 */
export function mergeTests(base: WorkflowTests, mine: WorkflowTests, theirs: WorkflowTests): WorkflowTests {
  const was = byName(base);
  const other = byName(theirs);
  const own = byName(mine);
  const kept = mine.scenarios.flatMap((scenario) => {
    const { name } = scenario;
    const untouched = was.get(name) !== undefined && same(was.get(name), scenario);
    return untouched ? (other.get(name) ?? []) : scenario;
  });
  const added = theirs.scenarios.filter(({ name }) => !was.has(name) && !own.has(name));
  return testsOf({
    scenarios: [...kept, ...added],
    beside: [...new Set([...(mine.beside ?? []), ...(theirs.beside ?? [])])],
    references: [
      ...(mine.references ?? []),
      ...(theirs.references ?? []).filter(({ id }) => !mine.references?.some((each) => each.id === id)),
    ],
  });
}

const byName = ({ scenarios }: WorkflowTests) => new Map(scenarios.map((each) => [each.name, each]));
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
