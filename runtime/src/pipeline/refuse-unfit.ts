import { compile, type Given } from '@slipway/shared/engine';
import { Failure } from '@slipway/shared/failure';
import { hasErrors, type Problem } from '@slipway/shared/problem';
import { type FindPart, partProblems, partsOf, referenceProblems } from '@slipway/shared/promotion';
import type { Reference } from '@slipway/shared/reference';
import { readWorkflow, type Workflow } from '@slipway/shared/workflow';
import type { Database } from '../database/index.ts';
import { versionsInFlight } from '../stores/runs.ts';
import { hold } from './given.ts';
import type { LiveContent } from './live-content.ts';
import { type References, referencesOf } from './references.ts';

/** Reads a graph; fails with `invalid-workflow`. */
export function readOrFailure(graph: unknown): Workflow {
  const read = readWorkflow(graph);
  if (!read.ok) throw invalidWorkflow(read.problems);
  return read.workflow;
}

/** Compiles what is live once more; where references change, what still runs on older versions must be able to read them. */
export async function refuseUnfit(
  database: Database,
  environment: string,
  going: {
    readonly content: LiveContent;
    readonly arriving: ReadonlyMap<string, Reference>;
    /** Whether references change. */
    readonly references: boolean;
  },
): Promise<void> {
  const { content, arriving } = going;
  const { find, given } = await hold(database, environment, { ...content, references: {} });
  const references = await referencesOf(database, environment, content.references, arriving);
  for (const { workflow, version } of content.workflows) {
    const graph = find(workflow, version);
    if (graph) versionOrFailure(graph, { ...given, references }, references);
  }
  if (!going.references) return;
  for (const { workflow, version } of await versionsInFlight(database.kysely, environment)) {
    const graph = find(workflow, version);
    const problems = graph ? lacks(graph, find, references) : [];
    if (problems.length > 0) throw invalidWorkflow(problems);
  }
}

/** Compiles a version with all that it will be given; fails with `invalid-workflow`. */
export function versionOrFailure(workflow: Workflow, given: Given, references: References): string {
  const find = given.workflow ?? (() => undefined);
  const problems = [...partProblems(workflow, find), ...lacks(workflow, find, references)];
  if (hasErrors(problems)) throw invalidWorkflow(problems);
  const result = compile(workflow, given);
  if (!result.ok) throw invalidWorkflow(result.problems);
  return result.program.version;
}

/** What a workflow and the parts that it is made of could not read. */
function lacks(workflow: Workflow, find: FindPart, references: References): readonly Problem[] {
  return [workflow, ...partsOf([workflow], find)].flatMap((graph) => referenceProblems(graph, references));
}

function invalidWorkflow(problems: readonly Problem[]): Failure {
  const first = problems.find((problem) => problem.severity === 'error');
  return new Failure('invalid-workflow', first?.message ?? '', { cause: problems });
}
