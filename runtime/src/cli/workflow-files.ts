import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Given } from '@slipway/shared/engine';
import { EXAMPLES, exampleSchema, type Scenario } from '@slipway/shared/examples';
import { givenOf } from '@slipway/shared/examples/given.ts';
import { Failure, isFailure } from '@slipway/shared/failure';
import { readJson } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import type { Problem } from '@slipway/shared/problem';
import { readWorkflow, type Workflow } from '@slipway/shared/workflow';

/** A file with a workflow in it: alone, or as examples are saved, with the scenarios that it is tried with. */
export interface WorkflowFile {
  readonly file: string;
  readonly workflow: Workflow | undefined;
  readonly scenarios: readonly Scenario[];
  /** Ids of workflows that must be live beside it. */
  readonly beside: readonly string[];
  /** Its reference data and its parts, where it brings some. */
  readonly given: Given;
  /** Why it cannot be read; `path` points into the file. */
  readonly problems: readonly Problem[];
  /** JSON pointer of the workflow in the file. */
  readonly at: string;
}

/** Reads a file, or every `.json` file of a folder. Fails with `not-found` where there is none. */
export function readWorkflowFiles(path: string): readonly WorkflowFile[] {
  const files = filesAt(path);
  if (files.length === 0) throw new Failure('not-found', `${path} has no .json file`);
  return files.map(readWorkflowFile);
}

/** The workflows that must be live beside one: of the same files, or of the gallery. Fails with `not-found`. */
export function workflowsBeside(file: WorkflowFile, all: readonly WorkflowFile[]): readonly Workflow[] {
  return file.beside.map((id) => {
    const own = all.find(({ workflow }) => workflow?.id === id)?.workflow;
    if (own) return own;
    const read = readWorkflow(EXAMPLES.find(({ workflow }) => workflow.id === id)?.workflow);
    if (!read.ok) throw new Failure('not-found', `${file.file}: no workflow ${id} to live beside it`);
    return read.workflow;
  });
}

/** What a workflow is compiled with: reference data of its file, and as parts those of its file or of the same files. */
export function givenFor(file: WorkflowFile, all: readonly WorkflowFile[]): Given {
  return {
    ...file.given,
    workflow: (id, version) =>
      file.given.workflow?.(id, version) ?? all.find(({ workflow }) => workflow?.id === id)?.workflow,
  };
}

function filesAt(path: string): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path)
      .filter((name) => extname(name) === '.json')
      .sort()
      .map((name) => join(path, name));
  } catch (error) {
    throw new Failure('not-found', `${path} cannot be read`, { cause: error });
  }
}

function readWorkflowFile(file: string): WorkflowFile {
  const nothing = { file, workflow: undefined, scenarios: [], beside: [], given: {}, at: '' };
  let json: unknown;
  try {
    json = readJson(readFileSync(file), { bytes: LIMITS.graphBytes, keys: LIMITS.graphKeys });
  } catch (error) {
    if (!isFailure(error)) throw new Failure('not-found', `${file} cannot be read`, { cause: error });
    return { ...nothing, problems: [{ code: error.code, severity: 'error', message: error.message, path: '' }] };
  }
  const isExample = typeof json === 'object' && json !== null && 'workflow' in json;
  if (!isExample) return { ...nothing, ...workflowOf(json, '') };
  const example = exampleSchema.safeParse(json);
  if (!example.success)
    return {
      ...nothing,
      problems: example.error.issues.slice(0, 100).map(({ message, path }) => ({
        code: 'invalid-shape',
        severity: 'error',
        message,
        path: path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
      })),
    };
  const { scenarios, beside = [], references = [], parts = [] } = example.data;
  const given = givenOf({ references, parts });
  return { ...nothing, scenarios, beside, given, at: '/workflow', ...workflowOf(example.data.workflow, '/workflow') };
}

function workflowOf(json: unknown, at: string): Pick<WorkflowFile, 'workflow' | 'problems'> {
  const read = readWorkflow(json);
  if (read.ok) return { workflow: read.workflow, problems: [] };
  const problems = read.problems.map((problem) => ({ ...problem, path: `${at}${problem.path ?? ''}` }));
  return { workflow: undefined, problems };
}
