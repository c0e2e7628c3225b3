import { randomUUID } from 'node:crypto';
import {
  type BacktestDetail,
  type BacktestFound,
  backtestDetailSchema,
  backtestItemSchema,
  backtestRequestSchema,
  backtestSubjectQuerySchema,
  backtestSubjectSchema,
  backtestTracesSchema,
  doneSchema,
  pageOf,
  pageQuerySchema,
} from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { canonicalJson } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import { z } from 'zod';
import type { BacktestContent, StoredReport } from '../../backtest/content.ts';
import { csvHead, csvLines, prepareBacktest, readItems } from '../../backtest/index.ts';
import { findBacktestSubject, listBacktestSubjects } from '../../stores/backtest-subjects.ts';
import {
  type BacktestHead,
  type BacktestRow,
  cancelBacktest,
  countOpenBacktests,
  deleteBacktest,
  findBacktest,
  insertBacktest,
  listBacktests,
} from '../../stores/backtests.ts';
import { lockWorkflow } from '../../stores/library.ts';
import type { Executor } from '../../stores/statement.ts';
import { findSubjectRecord } from '../../stores/subjects-reads.ts';
import { idParameter, ok, route } from '../route.ts';
import type { Services } from '../services.ts';
import { existing, limits } from './library-parts.ts';

const base = '/environments/{environment}/workflows/{workflow}/backtests';
const workflowParams = z.object({ workflow: idParameter });
const params = workflowParams.extend({ backtest: idParameter });

export const backtestCreate = route({
  method: 'post',
  path: base,
  permission: 'workflow:edit',
  environment: 'path',
  summary:
    'Plays a history on a draft or version and on what is live; answers at once, and it is played when its turn comes',
  params: workflowParams,
  body: { name: 'BacktestRequest', schema: backtestRequestSchema, limits },
  answers: { 202: { name: 'Backtest', schema: backtestItemSchema } },
  handle: async ({ environment, params, body, principal, audit }, services) => {
    const { backtests, database } = services;
    const workflow = await existing(database.kysely, params.workflow);
    const nowMs = services.now();
    const prepared = await prepareBacktest(backtests.places, environment, workflow.id, body, nowMs);
    const id = randomUUID();
    const row = {
      environment: environment.id,
      id,
      workflow: workflow.id,
      name: prepared.name,
      state: 'queued' as const,
      after_hash: prepared.afterHash,
      before_hash: prepared.beforeHash,
      draft: prepared.draft,
      upload: prepared.upload,
      request: canonicalJson(prepared.asked),
      content: canonicalJson(prepared.content),
      verdicts: null,
      report: null,
      events: 0,
      events_of: null,
      author: principal.id,
      author_name: principal.name,
      created_at_ms: nowMs,
      started_at_ms: null,
      ended_at_ms: null,
      code: null,
      detail: null,
      owner: null,
      until_ms: null,
    };
    await database.transaction(async (transaction) => {
      // Held until the end, so that the workflow is not deleted meanwhile.
      if (!(await lockWorkflow(transaction, workflow.id))) throw new Failure('not-found', 'workflow');
      const waiting = await countOpenBacktests(transaction, environment.id);
      if (waiting >= LIMITS.backtestsWaiting) throw new Failure('rate-limited', `${waiting} backtests wait here`);
      await insertBacktest(transaction, row);
      const after = {
        workflow: workflow.id,
        after: prepared.afterHash,
        before: prepared.beforeHash,
        history: body.history,
      };
      await audit(transaction, { action: 'backtest.started', object: `backtest:${id}`, after });
    });
    backtests.wake();
    const item = await itemsFor(services, environment.id, workflow.id, principal.id);
    return { status: 202, body: item({ ...row, changed_at_ms: nowMs }) };
  },
});

export const backtestList = route({
  method: 'get',
  path: base,
  permission: 'workflow:read',
  environment: 'path',
  summary: 'The backtests of a workflow, newest first; the last ones are kept',
  params: workflowParams,
  query: pageQuerySchema,
  answers: { 200: { name: 'BacktestPage', schema: pageOf(backtestItemSchema) } },
  handle: async ({ environment, params, query, principal }, services) => {
    const workflow = await existing(services.database.kysely, params.workflow);
    const at = { environment: environment.id, workflow: workflow.id };
    const { items, next } = await listBacktests(services.database.kysely, at, query);
    const item = await itemsFor(services, environment.id, params.workflow, principal.id);
    return ok({ items: items.map(item), next });
  },
});

export const backtestDetail = route({
  method: 'get',
  path: `${base}/{backtest}`,
  permission: 'workflow:read',
  environment: 'path',
  summary: 'A backtest with what it found, and the graphs that were played',
  params,
  answers: { 200: { name: 'BacktestDetail', schema: backtestDetailSchema } },
  handle: async ({ environment, params, principal }, services) => {
    const row = await rowOf(services.database.kysely, environment.id, params);
    const item = await itemsFor(services, environment.id, row.workflow, principal.id);
    const { before, after } = JSON.parse(row.content) as BacktestContent;
    const report: BacktestFound | null = row.report === null ? null : (JSON.parse(row.report) as StoredReport);
    const graphs = { before, after } as unknown as BacktestDetail['graphs'];
    return ok({ ...item(row), report, graphs });
  },
});

export const backtestSubjects = route({
  method: 'get',
  path: `${base}/{backtest}/subjects`,
  permission: 'subject:read',
  environment: 'path',
  summary: 'The subjects that fire more, less or differently, newest first',
  params,
  query: backtestSubjectQuerySchema,
  answers: { 200: { name: 'BacktestSubjectPage', schema: pageOf(backtestSubjectSchema) } },
  handle: async ({ environment, params, query }, { database }) => {
    const row = await rowOf(database.kysely, environment.id, params);
    const of = { environment: environment.id, backtest: row.id };
    return ok(await listBacktestSubjects(database.kysely, of, query));
  },
});

export const backtestSubjectsCsv = route({
  method: 'get',
  path: `${base}/{backtest}/subjects.csv`,
  permission: 'subject:read',
  environment: 'path',
  summary: 'All of them as a file for spreadsheets',
  params,
  answers: { 200: { name: 'BacktestCsv', schema: z.string(), contentType: 'text/csv' } },
  handle: async ({ environment, params }, { database }) => {
    const row = await rowOf(database.kysely, environment.id, params);
    const of = { environment: environment.id, backtest: row.id };
    const parts = [csvHead()];
    for (let cursor: string | undefined | null; cursor !== null; ) {
      const page = await listBacktestSubjects(database.kysely, of, { limit: 1_000, cursor });
      parts.push(csvLines(page.items));
      cursor = page.next;
    }
    return new Response(parts.join(''), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="backtest-${row.id}.csv"`,
        'cache-control': 'no-store',
      },
    });
  },
});

export const backtestTraces = route({
  method: 'get',
  path: `${base}/{backtest}/subjects/{subject}`,
  permission: 'subject:read',
  environment: 'path',
  summary: 'What both versions did about one subject, step by step, and where they part',
  params: params.extend({ subject: idParameter }),
  answers: { 200: { name: 'BacktestTraces', schema: backtestTracesSchema } },
  handle: async ({ environment, params }, { backtests, database }) => {
    const row = await rowOf(database.kysely, environment.id, params);
    const of = { environment: environment.id, backtest: row.id };
    const subject = row.state === 'done' && (await findBacktestSubject(database.kysely, of, params.subject));
    if (!subject) throw new Failure('not-found', 'subject');
    const traces = await backtests.traces(row, subject);
    const known = (await findSubjectRecord(database, environment.id, params.subject)) !== undefined;
    return ok({ ...traces, known });
  },
});

export const backtestDelete = route({
  method: 'delete',
  path: `${base}/{backtest}`,
  permission: 'workflow:edit',
  environment: 'path',
  summary: 'Cancels a backtest that waits or runs; removes one that is over',
  params,
  answers: { 200: { name: 'Done', schema: doneSchema } },
  handle: async ({ environment, params, audit }, services) => {
    const { backtests, database } = services;
    const name = await database.transaction(async (transaction) => {
      const row = await rowOf(transaction, environment.id, params);
      const cancelled = await cancelBacktest(transaction, row, services.now());
      if (!cancelled) await deleteBacktest(transaction, row);
      const before = { workflow: row.workflow, after: row.after_hash, before: row.before_hash };
      const action = cancelled ? 'backtest.cancelled' : 'backtest.deleted';
      await audit(transaction, { action, object: `backtest:${row.id}`, before });
      return { environment: row.environment, id: row.id };
    });
    backtests.cancelled(name);
    return ok({ done: true });
  },
});

async function rowOf(
  executor: Executor,
  environment: string,
  { workflow, backtest }: { readonly workflow: string; readonly backtest: string },
): Promise<BacktestRow> {
  const row = await findBacktest(executor, { environment, id: backtest, workflow });
  if (!row) throw new Failure('not-found', 'backtest');
  return row;
}

async function itemsFor({ backtests, database }: Services, environment: string, workflow: string, person: string) {
  const itemOf = await readItems(database, { environment, workflow, person });
  return (row: BacktestHead) => itemOf(row, backtests.progressOf(row));
}
