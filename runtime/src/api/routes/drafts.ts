import { randomUUID } from 'node:crypto';
import {
  type Draft,
  type DraftConflict,
  type DraftSaved,
  doneSchema,
  draftChangeSchema,
  draftConflictSchema,
  draftSavedSchema,
  draftSchema,
} from '@slipway/shared/api';
import { FAILURES, Failure } from '@slipway/shared/failure';
import { z } from 'zod';
import { draftText, examine, GRAPH_READING } from '../../library/index.ts';
import { deleteDraftTests } from '../../stores/draft-tests.ts';
import { deleteDraft, findDraft, insertDraft, replaceDraft } from '../../stores/drafts.ts';
import { lockWorkflow } from '../../stores/library.ts';
import { draftState } from '../../stores/library-reads.ts';
import type { Executor } from '../../stores/statement.ts';
import { problemMessages } from '../failure-answer.ts';
import { idParameter, ok, route } from '../route.ts';

const params = z.object({ workflow: idParameter });
const path = '/workflows/{workflow}/draft';
const limits = { bytes: GRAPH_READING.bytes * 2, keys: GRAPH_READING.keys + 10 };

export const draftRead = route({
  method: 'get',
  path,
  permission: 'workflow:edit',
  environment: 'none',
  summary: 'Your draft of a workflow; nobody else sees it',
  params,
  answers: { 200: { name: 'Draft', schema: draftSchema } },
  handle: async ({ params, principal }, services) => {
    const workflow = await workflowOf(services.database.kysely, params.workflow);
    const draft = await findDraft(services.database.kysely, workflow.id, principal.id);
    if (!draft) throw new Failure('not-found', 'draft');
    const graph = JSON.parse(draft.graph) as Draft['graph'];
    const { problems } = examine(graph, workflow.id);
    const answer: Draft = { ...draftState(draft, workflow.newest), graph, problems: problemMessages(problems) };
    return ok(answer);
  },
});

export const draftSave = route({
  method: 'put',
  path,
  permission: 'workflow:edit',
  environment: 'none',
  summary: 'Keeps your draft, whatever state it is in; needs If-Match with the etag that you read, or * for the first',
  params,
  body: { name: 'DraftChange', schema: draftChangeSchema, limits },
  answers: {
    200: { name: 'DraftSaved', schema: draftSavedSchema },
    409: { name: 'DraftConflict', schema: draftConflictSchema },
  },
  handle: async ({ params, body, principal, header, audit }, services) => {
    const match = etagIn(header('if-match'));
    if (match === undefined) throw new Failure('invalid-request', 'an If-Match header is needed: the etag, or *');
    const row = {
      workflow: params.workflow,
      person: principal.id,
      graph: draftText(body.graph),
      base: body.base,
      etag: randomUUID(),
      updated_at_ms: services.now(),
    };
    const { newest, kept } = await services.database.transaction(async (transaction) => {
      const workflow = await workflowOf(transaction, params.workflow);
      if ((body.base ?? 0) > workflow.newest) throw new Failure('invalid-request', `there is no version ${body.base}`);
      if (match !== '*') return { newest: workflow.newest, kept: await replaceDraft(transaction, row, match) };
      const kept = await insertDraft(transaction, row);
      // Saved again and again without a word from its author: the audit has its beginning and its end.
      if (kept) await audit(transaction, { action: 'workflow.draft.begun', object: `workflow:${workflow.id}` });
      return { newest: workflow.newest, kept };
    });
    const draft = kept ? row : await findDraft(services.database.kysely, params.workflow, principal.id);
    // The same content again, because the answer to the first time got lost, is no conflict.
    if (!draft || (!kept && (draft.graph !== row.graph || draft.base !== row.base)))
      return conflict(draft?.etag ?? null);
    const { problems } = examine(body.graph, params.workflow);
    const { etag, updatedAt, stale } = draftState(draft, newest);
    const answer: DraftSaved = { etag, updatedAt, stale, problems: problemMessages(problems) };
    return ok(answer);
  },
});

export const draftDelete = route({
  method: 'delete',
  path,
  permission: 'workflow:edit',
  environment: 'none',
  summary: 'Throws your draft away',
  params,
  answers: { 200: { name: 'Done', schema: doneSchema } },
  handle: async ({ params, principal, audit }, services) => {
    await services.database.transaction(async (transaction) => {
      const workflow = await workflowOf(transaction, params.workflow);
      if (!(await deleteDraft(transaction, workflow.id, principal.id))) throw new Failure('not-found', 'draft');
      await deleteDraftTests(transaction, workflow.id, principal.id);
      await audit(transaction, { action: 'workflow.draft.discarded', object: `workflow:${workflow.id}` });
    });
    return ok({ done: true });
  },
});

function conflict(etag: string | null) {
  const detail = etag === null ? 'the draft is gone' : 'the draft was saved elsewhere meanwhile';
  const body: DraftConflict = { code: 'conflict', title: FAILURES.conflict.title, detail, etag };
  return { status: 409, body };
}

/** `"abc"` and `abc` are the same etag. */
export function etagIn(header: string | undefined): string | undefined {
  const text = header?.trim().replace(/^"(.*)"$/, '$1');
  return text === '' || (text?.length ?? 0) > 100 ? undefined : text;
}

/** Locked until a transaction ends, so that a workflow is not deleted under a draft that is just being kept. */
async function workflowOf(executor: Executor, id: string) {
  const row = await lockWorkflow(executor, id);
  if (!row) throw new Failure('not-found', 'workflow');
  return row;
}
