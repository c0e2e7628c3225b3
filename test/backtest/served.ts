import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { logHistory, runBacktest } from '@slipway/runtime/backtest/index';
import { openDatabase } from '@slipway/runtime/database/index';
import { EmbeddedEventLog } from '@slipway/runtime/event-log/embedded';
import {
  type BacktestDetail,
  type BacktestItem,
  backtestDetailSchema,
  backtestItemSchema,
  backtestSubjectSchema,
  backtestTracesSchema,
} from '@slipway/shared/api';
import { answeredBy, type BacktestReport } from '@slipway/shared/backtest';
import { canonicalJson } from '@slipway/shared/json';
import { type Api, apiOf } from '../support/api.ts';
import { startRuntime } from '../support/runtime-process.ts';
import { exampleWorkflow } from './example.ts';

/** What is asked: a workflow that is live there, with another number of days; `deaf` lets the engine hear no answer. */
export interface Asked {
  readonly environment: string;
  readonly workflow: string;
  readonly days: number;
  readonly deaf: boolean;
}

const TRACED = 5;
/** The machine of a check may be busy. */
const READY_MS = 180_000;

/**
 * Asks a running server for a backtest over the log of a directory, and the engine for the same; then cancels one, and
 * kills the server while it plays another.
 */
export async function checkServed(directory: string, asked: Asked) {
  const path = `/environments/${asked.environment}/workflows/${asked.workflow}/backtests`;
  const runtime = startRuntime({ directory, readyMs: READY_MS });
  const url = await runtime.url;
  const api = apiOf(url);
  const ask = (method: string, below = '', body?: object) => request(`${url}/api/v1${path}${below}`, method, body);
  const order = {
    after: { version: 1 },
    history: { kind: 'stored' },
    variables: { days: asked.days },
  };
  const start = async () => backtestItemSchema.parse(await ask('POST', '', order)).id;

  const done = await ended(api, `${path}/${await start()}`);
  const subjects = await api.all(`${path}/${done.id}/subjects`, backtestSubjectSchema);
  const parted = await Promise.all(
    subjects.slice(0, TRACED).map(async ({ subject }) => {
      const below = `${path}/${done.id}/subjects/${encodeURIComponent(subject)}`;
      const { traces, partsAt } = await api.get(below, backtestTracesSchema);
      return partsAt !== null && (traces.before?.steps.length ?? 0) + traces.after.steps.length > 0;
    }),
  );

  const threads = await threadsOf(runtime.child.pid);
  const cancelled = await start();
  await until(async () => (await api.get(`${path}/${cancelled}`, backtestItemSchema)).state === 'running');
  await ask('DELETE', `/${cancelled}`);
  const { state: afterCancel } = await api.get(`${path}/${cancelled}`, backtestItemSchema);
  const quiet = await until(async () => (await threadsOf(runtime.child.pid)) <= threads);

  const killed = await start();
  await until(async () => (await api.get(`${path}/${killed}`, backtestItemSchema)).state === 'running');
  await runtime.kill();
  const again = startRuntime({ directory, readyMs: READY_MS });
  const interrupted: BacktestItem = await ended(apiOf(await again.url), `${path}/${killed}`);
  await again.stop();

  const difference = differenceOf(
    done,
    new Set(subjects.map(({ subject }) => subject)),
    await engineReport(directory, asked),
  );
  const found = {
    equal: difference === null && subjects.length > 0,
    changed: subjects.length,
    traced: parted.length > 0 && parted.every(Boolean),
    cancelled: afterCancel === 'cancelled' && quiet,
    interrupted: interrupted.state === 'failed' && interrupted.failure?.code === 'interrupted',
    seconds: done.seconds,
    ...(difference === null ? {} : { difference }),
  };
  return { ok: found.equal && found.traced && found.cancelled && found.interrupted, ...found };
}

/** The same, asked of the engine itself. */
async function engineReport(directory: string, { environment, workflow, days, deaf }: Asked): Promise<BacktestReport> {
  const database = await openDatabase({ directory });
  const log = new EmbeddedEventLog(database);
  try {
    const answered: string[] = [];
    for await (const page of logHistory(log, { environment }))
      for (const { value } of page) {
        const action = value === '' ? undefined : answeredBy(JSON.parse(value));
        if (action !== undefined && !deaf) answered.push(action);
      }
    const rows = await database.kysely
      .selectFrom('variables')
      .selectAll()
      .where('environment', '=', environment)
      .execute();
    const variables = Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value)]));
    const graph = exampleWorkflow(workflow);
    const order = {
      ...{ environment, before: graph, after: graph, references: [], parts: {}, answers: {}, answered },
      variables: { before: variables, after: { ...variables, days } },
      clock: 'log' as const,
      changedMost: 100_000,
    };
    return await runBacktest(order, logHistory(log, { environment }), { threads: 1 });
  } finally {
    await log.close();
    await database.close();
  }
}

/** What the server says otherwise than the engine; null where it says the same. */
function differenceOf(
  { report }: BacktestDetail,
  subjects: ReadonlySet<string>,
  { changed, ...engine }: BacktestReport,
): string | null {
  if (!report) return 'the server has no report';
  const { changed: count, kept, refused, ...served } = report;
  if (canonicalJson(served) !== canonicalJson(engine))
    return `${canonicalJson(served)} is not ${canonicalJson(engine)}`.slice(0, 600);
  if (count !== changed.length || kept !== count || refused !== 0) return `${count} changed, not ${changed.length}`;
  const missing = changed.find(({ subject }) => !subjects.has(subject));
  return missing ? `${missing.subject} is missing` : null;
}

async function ended(api: Api, path: string): Promise<BacktestDetail> {
  for (;;) {
    const item = await api.get(path, backtestDetailSchema);
    if (item.state !== 'queued' && item.state !== 'running') return item;
    await sleep(20);
  }
}

async function request(url: string, method: string, body: object | undefined): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** How many threads a process has. */
async function threadsOf(pid: number | undefined): Promise<number> {
  return (await readdir(`/proc/${pid}/task`)).length;
}

/** Whether something comes true within some seconds. */
async function until(holds: () => Promise<boolean>): Promise<boolean> {
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    if (await holds()) return true;
    await sleep(10);
  }
  return false;
}
