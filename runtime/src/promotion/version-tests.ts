import { setImmediate } from 'node:timers/promises';
import type { PlanItem } from '@slipway/shared/api';
import { EXAMPLES, type TriedScenario, tryEach } from '@slipway/shared/examples';
import type { WorkflowTests } from '@slipway/shared/examples/tests.ts';
import { isFailure } from '@slipway/shared/failure';
import type { Problem } from '@slipway/shared/problem';
import type { FindPart } from '@slipway/shared/promotion';
import { readWorkflow, type Workflow } from '@slipway/shared/workflow';
import { readTests } from '../library/index.ts';
import { findVersionByHash } from '../stores/library.ts';
import type { Executor } from '../stores/statement.ts';
import { type ItemGraphs, kindOf, type TestsPlayed } from './items.ts';
import type { Target } from './target.ts';

/** As many differences of a test as are kept with a plan. */
const DIFFERENCES = 5;

/** The tests that go with a version; of several versions with the same content those that were saved last. */
export async function testsOfHash(executor: Executor, workflow: string, hash: string): Promise<WorkflowTests> {
  return readTests((await findVersionByHash(executor, workflow, hash))?.tests);
}

/** Plays the tests of what a plan brings, as they would come out in its target: with its parts and its reference data. */
export async function playTests(
  executor: Executor,
  target: Target,
  items: readonly ItemGraphs[],
): Promise<TestsPlayed> {
  const played: Record<string, NonNullable<PlanItem['tests']>> = {};
  for (const item of items) {
    const { workflow, to } = item.change;
    if (!item.after || !to || kindOf(item.change) === 'unchanged') continue;
    const tests = await testsOfHash(executor, workflow, to.hash);
    if (tests.scenarios.length === 0) continue;
    const tried = await play(item.after, tests, target, item.parts.find);
    const failed = tried.filter(({ differences }) => differences.length > 0);
    played[workflow] = {
      count: tests.scenarios.length,
      failed: failed.map(({ name, differences }) => ({ name, differences: differences.slice(0, DIFFERENCES) })),
    };
  }
  return played;
}

async function play(
  graph: Workflow,
  { scenarios, beside = [], references = [] }: WorkflowTests,
  target: Target,
  find: FindPart,
): Promise<readonly TriedScenario[]> {
  const own = Object.fromEntries(references.map((reference) => [reference.id, reference]));
  const given = { references: { ...target.references, ...own }, workflow: find };
  const tried: TriedScenario[] = [];
  try {
    for (const { name, differences } of tryEach(graph, scenarios, { beside: beside.flatMap(exampleOf), given })) {
      tried.push({ name, differences });
      // What this process decides meanwhile does not wait for all of them.
      await setImmediate();
    }
    return tried;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return scenarios.map(({ name }) => ({ name, differences: [error.detail || error.message] }));
  }
}

/** A workflow that lives beside, as the gallery has it; one that it does not have says nothing. */
function exampleOf(id: string): readonly Workflow[] {
  const read = readWorkflow(EXAMPLES.find(({ workflow }) => workflow.id === id)?.workflow);
  return read.ok ? [read.workflow] : [];
}

/** Tests that fail are for people to weigh: a plan warns of them, and they keep nothing from being applied. */
export function problemsOfTests(items: readonly PlanItem[]): readonly Problem[] {
  return items.flatMap(({ name, tests }): readonly Problem[] => {
    if (!tests || tests.failed.length === 0) return [];
    const names = tests.failed.slice(0, NAMED).map((test) => `“${test.name}”`);
    const more = tests.failed.length > NAMED ? ' and others' : '';
    const message = `“${name}” fails ${tests.failed.length} of its ${tests.count} tests: ${names.join(', ')}${more}.`;
    return [{ code: 'failing-tests', severity: 'warning', message }];
  });
}
const NAMED = 3;
