import { randomUUID } from 'node:crypto';
import type { Author } from '@slipway/shared/api';
import { versionOf } from '@slipway/shared/engine';
import { Failure } from '@slipway/shared/failure';
import { canonicalText, type Workflow } from '@slipway/shared/workflow';
import { deleteDraftTests } from '../stores/draft-tests.ts';
import { deleteDraft, findDraft, replaceDraft } from '../stores/drafts.ts';
import {
  findVersionByHash,
  findWorkflowVersion,
  insertWorkflow,
  insertWorkflowVersion,
  lockWorkflow,
  updateWorkflow,
  type WorkflowRow,
  type WorkflowVersionRow,
} from '../stores/library.ts';
import type { Executor } from '../stores/statement.ts';
import { draftText } from './document.ts';
import { NO_TESTS_TEXT, testsToSave, withFurtherTests } from './tests.ts';

/** Who saves a version, when, and what is said of it. Without tests it keeps those of the version before. */
export interface Saving {
  readonly author: Author;
  readonly message: string;
  readonly atMs: number;
  /** As text. */
  readonly tests?: string | undefined;
}

/** What came of saving: a new version, the newest where it is the same, or the newest that somebody else has saved. */
export type Saved =
  | { readonly is: 'made' | 'same'; readonly version: WorkflowVersionRow }
  | { readonly is: 'conflict'; readonly newest: WorkflowVersionRow | undefined };

/**
 * Saves the next version, when `base` is still the newest one. `given` is the document as it came: a draft that says no
 * more than that is done with, one that says more goes on upon the new version. Fails with `not-found`.
 */
export async function saveVersion(
  transaction: Executor,
  workflow: Workflow,
  request: { readonly given: Readonly<Record<string, unknown>>; readonly base: number | null } & Saving,
): Promise<Saved> {
  const row = await lockWorkflow(transaction, workflow.id);
  if (!row) throw new Failure('not-found', 'workflow');
  const newest = row.newest === 0 ? undefined : await findWorkflowVersion(transaction, row.id, row.newest);
  const named = renamed(workflow, row);
  const hash = versionOf(named);
  const tests = await testsToSave(transaction, row.id, request.author.id, newest);
  // Also when the answer to the first saving got lost and it is asked for again.
  if (newest?.hash === hash && newest.tests === tests) {
    await deleteDraftTests(transaction, row.id, request.author.id);
    await settleDraft(transaction, row.id, newest.number, request);
    return { is: 'same', version: newest };
  }
  if ((request.base ?? 0) !== row.newest) return { is: 'conflict', newest };
  const version = await addVersion(transaction, row, named, { ...request, tests });
  await deleteDraftTests(transaction, row.id, request.author.id);
  await settleDraft(transaction, row.id, version.number, request);
  return { is: 'made', version };
}

/**
 * The version of a workflow that comes from outside the library (a setup file, a bundle): the one with this content, or
 * the next one, also where it brings tests that the newest one, of just this content, does not have. A workflow that the
 * library does not know is made.
 */
export async function ensureVersion(
  transaction: Executor,
  workflow: Workflow,
  saving: Saving,
): Promise<{ readonly number: number; readonly hash: string }> {
  const { author, atMs } = saving;
  await insertWorkflow(transaction, {
    ...metaOf(workflow),
    id: workflow.id,
    name: workflow.name,
    created_by_id: author.id,
    created_by: author.name,
    created_at_ms: atMs,
    updated_at_ms: atMs,
  });
  const row = await lockWorkflow(transaction, workflow.id);
  if (!row) throw new Error(`The workflow ${workflow.id} was inserted and is not there.`);
  const hash = versionOf(workflow);
  const known = await findVersionByHash(transaction, workflow.id, hash);
  if (!known) return addVersion(transaction, row, workflow, saving);
  const tests = known.number === row.newest ? withFurtherTests(known.tests, saving.tests) : undefined;
  return tests === undefined ? known : addVersion(transaction, row, workflow, { ...saving, tests });
}

/** What the list shows of a graph. */
export function metaOf(workflow: Workflow) {
  return {
    graph_name: workflow.name,
    description: workflow.description ?? '',
    tags: JSON.stringify(workflow.tags ?? []),
    owner: workflow.owner ?? '',
    subject: workflow.subject,
  };
}

/** A renaming in the library reaches the next version, unless the graph itself has another new name. */
function renamed(workflow: Workflow, row: WorkflowRow): Workflow {
  return workflow.name === row.graph_name ? { ...workflow, name: row.name } : workflow;
}

async function addVersion(
  transaction: Executor,
  row: WorkflowRow,
  workflow: Workflow,
  { author, message, atMs, tests }: Saving,
): Promise<WorkflowVersionRow> {
  const before = row.newest === 0 ? undefined : await findWorkflowVersion(transaction, row.id, row.newest);
  const version: WorkflowVersionRow = {
    workflow: row.id,
    number: row.newest + 1,
    hash: versionOf(workflow),
    name: workflow.name,
    graph: canonicalText(workflow),
    author_id: author.id,
    author: author.name,
    message,
    at_ms: atMs,
    tests: tests ?? before?.tests ?? NO_TESTS_TEXT,
  };
  await insertWorkflowVersion(transaction, version);
  await updateWorkflow(transaction, row.id, {
    ...metaOf(workflow),
    name: workflow.name,
    newest: version.number,
    updated_at_ms: atMs,
  });
  return version;
}

async function settleDraft(
  transaction: Executor,
  workflow: string,
  number: number,
  request: { readonly given: Readonly<Record<string, unknown>>; readonly author: Author; readonly atMs: number },
): Promise<void> {
  const draft = await findDraft(transaction, workflow, request.author.id);
  if (!draft) return;
  if (draft.graph === draftText(request.given)) await deleteDraft(transaction, workflow, request.author.id);
  else await replaceDraft(transaction, { ...draft, base: number, etag: randomUUID() }, draft.etag);
}
