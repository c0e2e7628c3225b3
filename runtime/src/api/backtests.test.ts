import { setTimeout as sleep } from 'node:timers/promises';
import type { BacktestItem, BacktestSubject, BacktestTraces } from '@slipway/shared/api';
import example from '@slipway/shared/examples/eta-slip.json' with { type: 'json' };
import { canonicalJson } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { insertBacktest } from '../stores/backtests.ts';
import { insertEnvironment } from '../stores/environments.ts';
import { createApp } from './app.ts';
import { localOwner, type Principal } from './principal.ts';
import { openWorkingApp, WORKING } from './testing/working-app.ts';

vi.setConfig({ testTimeout: 60_000 });

const SHIPMENTS = 40;
const inside = '/environments/dev/workflows/eta-slip/backtests';
const stored = { history: { kind: 'stored' }, variables: { slipMinutes: 20 } };
let first: BacktestItem;
let working: Awaited<ReturnType<typeof openWorkingApp>>;
const ask = (method: string, path: string, body?: unknown, as: Principal = localOwner) =>
  working.ask(method, path, body, as);

/** Shipment n is planned, then estimated n minutes late. */
beforeAll(async () => {
  working = await openWorkingApp();
  await ask('POST', '/workflows', { name: example.workflow.name, from: { graph: example.workflow }, id: 'eta-slip' });
  await ask('POST', '/workflows/eta-slip/versions', { graph: example.workflow, base: null, message: 'first' });
  await working.pipeline.releaseWorkflows(WORKING, [example.workflow]);
  const dueMs = Date.now() + 86_400_000;
  const events = Array.from({ length: SHIPMENTS }, (_, minutes) => {
    const subject = `shipment:S-${minutes}`;
    const time = new Date().toISOString();
    const at = (ms: number) => new Date(ms).toISOString();
    const data = { classifier: 'EST', at: at(dueMs + minutes * 60_000) };
    const origin = { name: 'Rotterdam' };
    return [
      {
        id: `p${minutes}`,
        source: '/t',
        type: 'shipment.planned',
        subject,
        time,
        data: { deliverBy: at(dueMs), origin, customer: '=1+1' },
      },
      { id: `e${minutes}`, source: '/t', type: 'shipment.delivered', subject, time, data },
    ];
  }).flat();
  await working.pipeline.ingest(
    WORKING,
    'test',
    events.map((event) => Buffer.from(JSON.stringify(event))),
  );
  await working.pipeline.quiet(WORKING);
  first = await run({ after: { draft: example.workflow }, ...stored });
}, 180_000);
afterAll(() => working.close());

async function ended(id: unknown): Promise<BacktestItem> {
  for (;;) {
    const { body } = await ask('GET', `${inside}/${id}`);
    if (body.state !== 'queued' && body.state !== 'running') return body as unknown as BacktestItem;
    await sleep(20);
  }
}
const run = async (request: object) => ended((await ask('POST', inside, request)).body.id);
const subjectsOf = async (id: string, query = '') =>
  (await ask('GET', `${inside}/${id}/subjects?${query}`)).body as { items: BacktestSubject[]; next: string | null };

describe('a backtest of a draft against what is live', () => {
  it('tells who fires more, in pages that can be searched, and how both sides went for one of them', async () => {
    const done = first;
    expect(done).toMatchObject({
      state: 'done',
      after: { version: 1, draft: true },
      before: { version: 1, live: true },
      verdicts: { more: 10, fewer: 0, different: 0, same: SHIPMENTS - 10 },
      stale: [],
      failure: null,
    });
    const { body } = await ask('GET', `${inside}/${done.id}`);
    expect(body.report).toMatchObject({ changed: 10, kept: 10, before: { runs: 9 }, after: { runs: 19 } });
    const { items, next } = await subjectsOf(done.id, 'limit=4&verdict=more');
    expect([items.length, next === null, items[0]?.origin]).toEqual([4, false, 'Rotterdam']);
    expect((await subjectsOf(done.id, `limit=20&cursor=${next}`)).items).toHaveLength(6);
    expect((await subjectsOf(done.id, 'search=s-25')).items.map(({ label }) => label)).toEqual(['S-25']);
    expect((await subjectsOf(done.id, 'verdict=fewer')).items).toEqual([]);
    const answer = await ask('GET', `${inside}/${done.id}/subjects/${encodeURIComponent('shipment:S-25')}`);
    const traces = answer.body as unknown as BacktestTraces;
    expect(traces.traces.before?.steps).toEqual([]);
    expect(traces.traces.after.steps[0]).toMatchObject({ node: 'slips', title: 'ETA slips', kind: 'trigger' });
    expect(traces.traces.after.lit).toContain('slips.out>facts.in');
    expect([traces.partsAt, traces.known, traces.traces.after.runs]).toEqual([0, true, 1]);
    expect(await ask('GET', `${inside}/${done.id}/subjects/shipment:S-1`)).toMatchObject({ status: 404 });
  });

  it('is written as CSV in which nothing is a formula', async () => {
    const app = createApp(working.app.services, localOwner);
    const csv = await (await app.request(`/api/v1${inside}/${first.id}/subjects.csv`)).text();
    expect(csv.split('\r\n')).toHaveLength(12);
    expect(csv).toContain(",'=1+1,");
    expect(csv).toContain('unanswered before,unanswered after');
  });

  it('counts the questions that nobody answered, and answers them as is said of their step', async () => {
    const reportOf = async ({ id }: BacktestItem) =>
      (await ask('GET', `${inside}/${id}`)).body.report as { after: Record<string, Record<string, number>> };
    const { unanswered = {} } = (await reportOf(first)).after;
    const [step = '', ...others] = Object.keys(unanswered);
    // What is live was answered then; what only the changed side asks, nobody.
    expect([unanswered[step], others]).toEqual([10, []]);
    const replies = { [step]: { afterMs: 0, code: 'target-refused' } };
    const request = { after: { draft: example.workflow }, ...stored, answers: 'simulated', replies };
    const again = await run(request);
    expect(again).toMatchObject({ replies, variables: stored.variables });
    const { ports, unanswered: still } = (await reportOf(again)).after;
    expect([ports?.[`${step}.failed`], still]).toEqual([10, {}]);
    const unknown = { ...request, replies: { [step]: { afterMs: 0, code: 'nothing-of-ours' } } };
    expect(await ask('POST', inside, unknown)).toMatchObject({ status: 400 });
  });

  it('belongs to a version as soon as one is saved with that content, and is stale once the draft goes on', async () => {
    const graph = { ...example.workflow, description: 'another' };
    const done = await run({ after: { draft: graph }, history: { kind: 'stored' } });
    expect([done.after.version, done.stale]).toEqual([null, ['draft']]);
    await ask('POST', '/workflows/eta-slip/versions', { graph, base: 1, message: 'second' });
    const { body } = await ask('GET', `${inside}/${done.id}`);
    expect(body).toMatchObject({ after: { version: 2 }, stale: [] });
    const plan = await ask('POST', '/environments/dev/plans', { changes: [{ workflow: 'eta-slip', version: 2 }] });
    expect(plan.body.items).toMatchObject([{ backtest: { id: done.id, verdicts: done.verdicts } }]);
  });

  it('counts only from a moment on, though what was before is known', async () => {
    const from = new Date(Date.now() + 3_600_000).toISOString();
    const done = await run({ after: { version: 1 }, ...stored, history: { kind: 'stored', from } });
    expect(done.verdicts).toMatchObject({ more: 0, same: SHIPMENTS });
  });
});

describe('a file', () => {
  const line = (minutes: number, type: string, data: object) =>
    JSON.stringify({
      id: `${minutes} ${type}`,
      source: '/f',
      type,
      subject: `shipment:F-${minutes}`,
      time: '2026-03-02T08:00:00Z',
      data,
    });
  const upload = async (text: string, query = '') => {
    const app = createApp(working.app.services, localOwner);
    const answer = await app.request(`/api/v1/environments/dev/backtests/uploads?${query}`, {
      method: 'POST',
      body: text,
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  it('is played as well, and what is no event in it is told by its line', async () => {
    const text = [25, 28, 50].flatMap((minutes) => [
      line(minutes, 'shipment.planned', { deliverBy: '2026-03-04T08:00:00Z' }),
      line(minutes, 'shipment.delivered', { classifier: 'EST', at: `2026-03-04T08:${minutes}:00Z` }),
    ]);
    const { body } = await upload([...text, '{"type":1}'].join('\n'), 'name=march.jsonl');
    expect(body).toMatchObject({ events: 6, subjects: 3, refused: 1, problems: [{ line: 7, code: 'invalid-event' }] });
    const done = await run({ after: { version: 1 }, ...stored, history: { kind: 'upload', upload: body.id } });
    expect(done).toMatchObject({ verdicts: { more: 2, same: 1 }, history: { kind: 'upload', file: 'march.jsonl' } });
  });

  it('may be CSV, with a column for each attribute and value', async () => {
    const csv =
      'type,subject,time,deliverBy\r\nshipment.planned,shipment:C-1,2026-03-02T08:00:00Z,2026-03-04T08:00:00Z\r\n';
    expect(await upload(csv, 'format=csv')).toMatchObject({ status: 200, body: { events: 1, refused: 0 } });
    expect(await upload('a,b\r\n1,2\r\n', 'format=csv')).toMatchObject({ body: { code: 'mapping-failed' } });
    expect(await upload('nothing', '')).toMatchObject({ status: 422, body: { code: 'empty-history' } });
  });
});

describe('what cannot be', () => {
  const moment = { at: '2026-03-02T08:00:00.000Z' };
  const backwards = { kind: 'topic', source: 'x', from: moment, to: moment };
  it.each([
    ['a draft with errors', { after: { draft: { ...example.workflow, nodes: [] } }, ...stored }, 'invalid-workflow'],
    ['a version that is not there', { after: { version: 99 }, ...stored }, 'not-found'],
    ['an upload that is not there', { after: { version: 1 }, history: { kind: 'upload', upload: 'x' } }, 'not-found'],
    ['a topic of no source', { after: { version: 1 }, history: { kind: 'topic', source: 'x' } }, 'not-found'],
    ['a range that ends as it begins', { after: { version: 1 }, history: backwards }, 'invalid-request'],
    ['a zone that is none', { after: { version: 1 }, ...stored, zone: 'Mars/Olympus' }, 'unknown-zone'],
  ])('is refused before it is stored: %s', async (_, request, code) => {
    expect((await ask('POST', inside, request)).body.code).toBe(code);
  });

  it('is not seen from another environment, nor made by whoever may only read', async () => {
    const row = { kind: 'live', delivers_to: 'outbox', partitions: 1, live_set: 'none', clock_ms: null } as const;
    await insertEnvironment(working.database.kysely, { id: 'other', ...row });
    const { id } = first;
    const elsewhere = inside.replace('/dev/', '/other/');
    for (const path of ['', '/subjects', '/subjects.csv', '/subjects/shipment:S-25'])
      expect([path, (await ask('GET', `${elsewhere}/${id}${path}`)).status]).toEqual([path, 404]);
    expect(await ask('DELETE', `${elsewhere}/${id}`)).toMatchObject({ status: 404 });
    const viewer: Principal = { ...localOwner, can: (permission) => permission === 'workflow:read' };
    expect(await ask('GET', inside, undefined, viewer)).toMatchObject({ status: 200 });
    expect(await ask('POST', inside, { after: { version: 1 }, ...stored }, viewer)).toMatchObject({ status: 403 });
    expect(await ask('GET', `${inside}/${id}/subjects`, undefined, viewer)).toMatchObject({ status: 403 });
  });
});

describe('what is kept', () => {
  it('is cancelled while it waits and removed when it is over, and the audit has both', async () => {
    const name = { environment: 'dev', id: 'waits' };
    await insertBacktest(working.database.kysely, waiting('waits'));
    expect(await ask('DELETE', `${inside}/waits`)).toMatchObject({ status: 200 });
    expect(await ended(name.id)).toMatchObject({ state: 'cancelled' });
    expect(await ask('DELETE', `${inside}/waits`)).toMatchObject({ status: 200 });
    expect(await ask('GET', `${inside}/waits`)).toMatchObject({ status: 404 });
    const { body } = await ask('GET', '/audit?object=backtest:waits');
    expect((body.items as { action: string }[]).map(({ action }) => action)).toEqual([
      'backtest.deleted',
      'backtest.cancelled',
    ]);
  });

  it('are the newest ones of a workflow, until it is deleted', async () => {
    for (let at = 0; at <= LIMITS.backtestsKept; at += 1)
      await insertBacktest(working.database.kysely, { ...waiting(`old-${at}`), state: 'cancelled', created_at_ms: at });
    await run({ after: { version: 1 }, ...stored });
    const { body } = await ask('GET', `${inside}?limit=100`);
    expect(body.items).toHaveLength(LIMITS.backtestsKept);
    const counts = async () =>
      (await working.rows('SELECT 1 FROM backtests UNION ALL SELECT 1 FROM backtest_subjects')).length;
    expect(await counts()).toBeGreaterThan(0);
    await ask('POST', '/workflows', { name: 'gone', from: { blank: true }, id: 'gone' });
    await insertBacktest(working.database.kysely, { ...waiting('gone'), workflow: 'gone' });
    await ask('DELETE', '/workflows/gone');
    expect(await working.rows(`SELECT 1 FROM backtests WHERE workflow = 'gone'`)).toEqual([]);
  });
});

function waiting(id: string) {
  const asked = {
    history: { kind: 'stored' },
    answers: 'recorded',
    nightlyAt: '02:00',
    zone: 'UTC',
    live: true,
    file: null,
  };
  const content = canonicalJson({ before: null, after: example.workflow });
  const nothing = {
    before_hash: null,
    upload: null,
    verdicts: null,
    report: null,
    events_of: null,
    started_at_ms: null,
  };
  const open = { ended_at_ms: null, code: null, detail: null, owner: null, until_ms: null };
  return {
    ...{
      environment: 'dev',
      id,
      workflow: 'eta-slip',
      name: '',
      state: 'queued' as const,
      after_hash: '',
      draft: false,
    },
    ...{ request: canonicalJson(asked), content, events: 0, author: 'a', author_name: 'A', created_at_ms: 1 },
    ...nothing,
    ...open,
  };
}
