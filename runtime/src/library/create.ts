import { randomUUID } from 'node:crypto';
import type { Author, WorkflowNeeds } from '@slipway/shared/api';
import type { WorkflowTests } from '@slipway/shared/examples/tests.ts';
import { Failure } from '@slipway/shared/failure';
import { isObject } from '@slipway/shared/json';
import { readWorkflow } from '@slipway/shared/workflow';
import { putDraftTests } from '../stores/draft-tests.ts';
import { insertDraft } from '../stores/drafts.ts';
import { insertWorkflow, takenIds } from '../stores/library.ts';
import type { Executor } from '../stores/statement.ts';
import { draftText } from './document.ts';
import { metaOf } from './save-version.ts';
import { testsText } from './tests.ts';
import { freeId, idOf } from './workflow-id.ts';

/** A workflow to be made, of a graph that may have been somebody else's. */
export interface NewInLibrary {
  readonly name: string;
  /** Taken exactly or refused with `conflict`; without it one is made of the name (or of `near`). */
  readonly id?: string | undefined;
  /** The id to have where it is free. */
  readonly near?: string | undefined;
  readonly graph: Readonly<Record<string, unknown>>;
  readonly author: Author;
  readonly atMs: number;
  /** Tests that it comes with. */
  readonly tests?: WorkflowTests | undefined;
}

/** What a workflow begins with that begins with nothing. */
export function blankGraph(): Readonly<Record<string, unknown>> {
  return { formatVersion: 1, id: '', name: '', subject: 'shipment', nodes: [], edges: [] };
}

/**
 * Makes a workflow of which its author has a draft and nobody a version. The graph takes the new id and name; the rest
 * stays as it is, also where it is no workflow (yet).
 */
export async function createWorkflow(
  transaction: Executor,
  wanted: NewInLibrary,
): Promise<{ readonly id: string; readonly graph: Readonly<Record<string, unknown>> }> {
  const { name, author, atMs } = wanted;
  const stem = wanted.id ?? wanted.near ?? idOf(name);
  const taken = await takenIds(transaction, stem);
  if (wanted.id !== undefined && taken.has(wanted.id)) throw new Failure('conflict', `the id ${wanted.id} is taken`);
  const id = freeId(stem, taken);
  const graph = withIdentity(wanted.graph, id, name);
  const read = readWorkflow(graph);
  const meta = read.ok
    ? metaOf(read.workflow)
    : { graph_name: name, description: '', tags: '[]', owner: '', subject: '' };
  const inserted = await insertWorkflow(transaction, {
    ...meta,
    id,
    name,
    created_by_id: author.id,
    created_by: author.name,
    created_at_ms: atMs,
    updated_at_ms: atMs,
  });
  if (!inserted) throw new Failure('conflict', `the id ${id} is taken`);
  await insertDraft(transaction, {
    workflow: id,
    person: author.id,
    graph: draftText(graph),
    base: null,
    etag: randomUUID(),
    updated_at_ms: atMs,
  });
  if (wanted.tests && wanted.tests.scenarios.length > 0) {
    const row = { workflow: id, person: author.id, tests: testsText(wanted.tests), base: null, etag: randomUUID() };
    await putDraftTests(transaction, { ...row, updated_at_ms: atMs }, '*');
  }
  return { id, graph };
}

/** What an environment must have before this graph can run there, as far as it can be read. */
export function needsOf(graph: Readonly<Record<string, unknown>>): WorkflowNeeds {
  const rows = (value: unknown) => (Array.isArray(value) ? value.slice(0, 100) : []).filter(isObject);
  return {
    slots: rows(graph.connections).map(({ slot, connector }) => ({ slot: text(slot), connector: text(connector) })),
    variables: rows(graph.variables).map((variable) => ({
      name: text(variable.name),
      type: text(variable.type),
      ...(variable.default === undefined ? {} : { default: variable.default }),
    })),
  };
}

/** In place where they stand, so that the author finds the file as it was. */
function withIdentity(
  graph: Readonly<Record<string, unknown>>,
  id: string,
  name: string,
): Readonly<Record<string, unknown>> {
  return { ...graph, id, name };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 200) : '';
}
