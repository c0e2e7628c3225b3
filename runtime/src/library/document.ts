import { NO_TESTS, type WorkflowTests } from '@slipway/shared/examples/tests.ts';
import { Failure } from '@slipway/shared/failure';
import { isObject, readJson } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import { hasErrors, type Problem } from '@slipway/shared/problem';
import { diagnose, readWorkflow, type Workflow } from '@slipway/shared/workflow';

import { testsInFile } from './tests.ts';

/** How a graph is read where it comes in: larger than an event may be. */
export const GRAPH_READING = { bytes: LIMITS.graphBytes, keys: LIMITS.graphKeys } as const;

/** The text in which a draft is stored: the JSON as it came, also where it is no workflow. Fails with `too-large`. */
export function draftText(document: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(document);
  if (Buffer.byteLength(text) > LIMITS.graphBytes) throw new Failure('too-large', `${LIMITS.graphBytes} bytes`);
  return text;
}

/** What is wrong with a document as the next version of `workflow`; `read` where its shape is a workflow's. */
export function examine(
  document: unknown,
  workflow: string,
): { readonly read: Workflow | undefined; readonly problems: readonly Problem[] } {
  const result = readWorkflow(document);
  if (!result.ok) return { read: undefined, problems: result.problems };
  return { read: result.workflow, problems: [...idProblems(result.workflow, workflow), ...diagnose(result.workflow)] };
}

/**
 * The workflow of a document that may be saved as a version. Fails with `too-large`, or with `invalid-workflow`, whose
 * problems are the cause.
 */
export function readVersion(
  document: Readonly<Record<string, unknown>>,
  workflow: string,
): { readonly workflow: Workflow; readonly problems: readonly Problem[] } {
  draftText(document);
  const { read, problems } = examine(document, workflow);
  if (!read || hasErrors(problems)) {
    const first = problems.find((problem) => problem.severity === 'error');
    throw new Failure('invalid-workflow', first?.message ?? '', { cause: problems });
  }
  return { workflow: read, problems };
}

/** The id is how environments, runs and cases know a workflow, so it stays what it was made with. */
function idProblems(workflow: Workflow, id: string): Problem[] {
  if (workflow.id === id) return [];
  return [
    {
      code: 'wrong-id',
      severity: 'error',
      message: `This workflow has the id “${id}” for good; the graph says “${workflow.id}”.`,
      path: '/id',
      fix: { title: `Set the id to ${id}`, patch: [{ op: 'replace', path: '/id', value: id }] },
    },
  ];
}

/** The graph of a file and its tests: a workflow, or an example that holds one. Fails with a reading code or `invalid-request`. */
export function readFileText(text: string): {
  readonly graph: Record<string, unknown>;
  readonly tests: WorkflowTests;
} {
  const value = readJson(text, GRAPH_READING);
  if (!isObject(value)) throw new Failure('invalid-request', 'the file holds no JSON object');
  if (!isObject(value.workflow) || value.nodes !== undefined) return { graph: value, tests: NO_TESTS };
  return { graph: value.workflow, tests: testsInFile(value) };
}
