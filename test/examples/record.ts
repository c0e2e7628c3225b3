import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { givenOf } from '@slipway/shared/examples/given.ts';
import { type Outcome, playScenario } from '@slipway/shared/examples/play/index.ts';
import { repository } from '../support/runtime-process.ts';
import type { Tried } from './gallery.ts';

/**
 * Writes down in the example's file what its workflow does now as what every scenario expects. Whoever commits it vouches
 * for it.
 */
export async function recordExpectations({ id, example, workflow, beside }: Tried): Promise<string> {
  const file = join(repository, 'shared', 'src', 'examples', `${id}.json`);
  const json = JSON.parse(await readFile(file, 'utf8'));
  for (const [index, scenario] of example.scenarios.entries()) {
    const { runs, exceptions, emitted, ...played } = playScenario(workflow, scenario, beside, givenOf(example));
    const actions = played.actions.map((action) => withoutUsual(action, workflow));
    const { path } = scenario.expect;
    const some = emitted.length > 0 || scenario.expect.emitted ? { emitted } : {};
    const cases = exceptions.map(brief);
    json.scenarios[index].expect = { runs, exceptions: cases, actions, ...some, ...(path ? { path } : {}) };
  }
  // On one line: the formatter breaks what does not fit, and would keep every break that is there.
  await writeFile(file, `${JSON.stringify(json)}\n`);
  return file;
}

/** What goes without saying of a case is not written down. */
function brief(exception: Outcome['exceptions'][number]) {
  const { occurred, assignee, count, evidence, ...rest } = exception;
  return {
    ...rest,
    ...(occurred === exception.at ? {} : { occurred }),
    ...(assignee === null ? {} : { assignee }),
    ...(count === 1 ? {} : { count }),
    ...(evidence?.length === 0 ? {} : { evidence }),
  };
}

/** That an action is tried again as usual goes without saying too. */
function withoutUsual(action: Outcome['actions'][number], workflow: Tried['workflow']) {
  const { retry: _, ...rest } = action;
  const asked = workflow.nodes.some(({ id, kind, config }) => id === action.node && kind === 'action' && config.retry);
  return asked && action.workflow === undefined ? action : rest;
}
