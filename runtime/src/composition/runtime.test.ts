import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  actionSchema,
  countersSchema,
  deadLetterSchema,
  exceptionItemSchema,
  exceptionSchema,
  type LiveMessage,
  outboxItemSchema,
  pageOf,
  subjectItemSchema,
  subjectSchema,
  summarySchema,
  whySchema,
  workflowSchema,
} from '@slipway/shared/api';
import deliveryOverdue from '@slipway/shared/examples/delivery-overdue.json' with { type: 'json' };
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedQueue } from '../action-queue/index.ts';
import { readConfig } from '../config/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '../database/temporary.ts';
import { answerLikeATms } from '../demo/simulated-tms.ts';
import { EmbeddedEventLog } from '../event-log/embedded.ts';
import { setupSchema } from '../setup/setup-file.ts';
import { silentLogger } from '../telemetry/index.ts';
import { temporaryVault } from '../vault/index.ts';
import { type Runtime, startRuntime } from './runtime.ts';
import type { Storage } from './storage.ts';

/*
 * The whole of it over HTTP: a replayed file, the example workflow, a simulated TMS.
 */

type Answer = 'accepted' | 'refused' | 'down';
const shipmentThat = (wanted: Answer): string => {
  for (let number = 0; ; number += 1) {
    const answer = answerLikeATms(`shipment:T-${number}`, { method: 'POST', byHand: false });
    const accepted = (answer.body as { accepted?: boolean }).accepted;
    const found: Answer = answer.status === 503 ? 'down' : accepted ? 'accepted' : 'refused';
    if (found === wanted) return `T-${number}`;
  }
};
const late = { accepted: shipmentThat('accepted'), refused: shipmentThat('refused'), down: shipmentThat('down') };
const inTime = 'T-in-time';

let directory: string;
let database: TemporaryDatabase;
let runtime: Runtime;

const event = (id: string, subject: string, type: string, time: string, data: object) =>
  JSON.stringify({ specversion: '1.0', id, source: '/erp', type, subject: `shipment:${subject}`, time, data });
const commitment = (subject: string) => {
  const lines = [{ id: '1', deliverBy: '2024-03-10T23:59:59.999Z', timeQuality: 'day' }];
  const data = { classifier: 'REQ', lines, refs: [{ scheme: 'erp.order', value: `PO-${subject}` }] };
  return event(`${subject}-promise`, subject, 'order.changed', '2024-03-01T00:00:00.000Z', data);
};
const delivery = (subject: string, day: string) =>
  event(`${subject}-delivery`, subject, 'shipment.delivered', `${day}T00:00:00.000Z`, {
    classifier: 'ACT',
    timeQuality: 'day',
    lines: [{ id: '1' }],
  });

/** One for all, so that a restart opens what was sealed before it. */
const vault = temporaryVault();

function storageOf(opened: TemporaryDatabase): Storage {
  const log = new EmbeddedEventLog(opened);
  return {
    database: opened,
    log,
    vault,
    createLog: (environment, partitions) => log.createEnvironment(environment, partitions),
    partitions: opened.partitions,
    services: [],
    openQueue: () => openEmbeddedQueue(opened, { onError: () => {} }),
    close: () => log.close(),
  };
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'slipway-runtime-'));
  const file = join(directory, 'events.jsonl');
  const lines = [
    ...[...Object.values(late), inTime].map(commitment),
    delivery(inTime, '2024-03-09'),
    delivery(late.accepted, '2024-03-25'),
    '{"broken":',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  database = await openTemporaryDatabase();
  runtime = await start();
  await until(async () => (await get('/accounting')).replay?.state === 'finished');
}, 120_000);

afterAll(async () => {
  await runtime.stop(5_000);
  await database.close();
  rmSync(directory, { recursive: true, force: true });
}, 30_000);

function start(): Promise<Runtime> {
  const setup = setupSchema.parse({
    environment: { id: 'trial', kind: 'replay', deliversTo: 'outbox' },
    workflows: [deliveryOverdue.workflow],
    connections: {
      tms: {
        connector: 'http',
        config: { baseUrl: 'https://tms.invalid', auth: { kind: 'bearer', token: 'canary-4711' } },
      },
      mail: { connector: 'email', config: { host: 'mail.invalid', port: 25, secure: 'none', from: 'a@example.org' } },
    },
    sources: [{ id: 'history', connector: 'file', config: { path: 'events.jsonl', format: 'jsonl' }, speed: 'max' }],
  });
  return startRuntime({
    config: readConfig({}, { port: '0' }),
    storage: storageOf(database),
    logger: silentLogger,
    version: '0.0.0',
    signal: new AbortController().signal,
    setup: { content: setup, folder: directory },
    demo: false,
    onFatal: (error) => {
      throw error;
    },
  });
}

async function get(path: string, status = 200) {
  const response = await fetch(`${runtime.url}/api/v1/environments/trial${path}`);
  const text = await response.text();
  expect([path, response.status, text.slice(0, 300)]).toEqual([path, status, expect.any(String)]);
  return JSON.parse(text);
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${runtime.url}/api/v1/environments/trial${path}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

async function until(check: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await check())) {
    if (Date.now() > end) throw new Error('It did not come to pass within a minute.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const exceptionOf = async (shipment: string) =>
  pageOf(exceptionItemSchema)
    .parse(await get(`/exceptions?state=all&search=${shipment}`))
    .items.at(0);

describe('a replayed history', () => {
  it('leaves the late shipments in the inbox, and the one in time out of it', async () => {
    const { items } = pageOf(exceptionItemSchema).parse(await get('/exceptions?state=all'));
    expect(items.map((item) => item.subjectLabel).sort()).toEqual(Object.values(late).sort());
    expect(items.map((item) => item.severity)).toEqual(['high', 'high', 'medium']);
    expect((await get('/exceptions')).items).toHaveLength(3);
    expect((await get('/exceptions?severity=medium')).items).toHaveLength(1);
    expect((await get('/exceptions?workflow=another')).items).toHaveLength(0);
  });

  it('is paged without losing or repeating a row', async () => {
    for (const list of ['/exceptions?state=all', '/subjects?kind=shipment', '/actions?', '/outbox?']) {
      const all = (await get(`${list}&limit=200`)).items.map((item: { id: string }) => item.id);
      const paged: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: { items: { id: string }[]; next: string | null } = await get(
          `${list}&limit=1${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
        );
        expect(page.items.length).toBeLessThanOrEqual(1);
        paged.push(...page.items.map((item) => item.id));
        cursor = page.next;
      }
      expect(paged).toEqual(all);
      expect(all.length).toBeGreaterThan(2);
    }
  });

  it('accounts for every position of the log', async () => {
    const account = await get('/accounting');
    for (const partition of account.partitions)
      expect(partition).toMatchObject({ unaccounted: [], next: partition.high });
    expect(account).toMatchObject({ pendingActions: 0, outboxPending: 0, lag: 0, replay: { state: 'finished' } });
  });

  it('is summed up', async () => {
    const summary = summarySchema.parse(await get('/summary'));
    expect(summary).toMatchObject({
      subjects: 4,
      deadLetters: 1,
      openExceptions: { high: 2, medium: 1, low: 0, critical: 0 },
      actions: { done: 3, dead: 1 },
      lag: { events: 0, seconds: 0 },
    });
    expect(summary.sources).toEqual([expect.objectContaining({ source: '/erp', total: 6 })]);
  });

  it('counts on the canvas what passed each step', async () => {
    const counters = countersSchema.parse(await get('/workflows/delivery-overdue/counters'));
    expect(counters.ports).toMatchObject({ 'overdue.missed': 3, 'expedite.done': 2, 'expedite.failed': 1 });
    expect(counters.nodes.case).toMatchObject({ count: 3 });
    expect(counters.nodes.expedite).toMatchObject({ count: 3, failed: 1 });
    expect(counters.nodes.person).toMatchObject({ waiting: 2 });
    expect(workflowSchema.parse(await get('/workflows/delivery-overdue'))).toMatchObject({
      version: 1,
      live: true,
      fired: 3,
    });
    await get('/workflows/delivery-overdue?version=2', 404);
  });

  it('finds a shipment by the beginning of any of its ids', async () => {
    for (const search of [late.down, `shipment:${late.down}`, `po-${late.down}`, late.down.toLowerCase()]) {
      const { items } = pageOf(subjectItemSchema).parse(await get(`/subjects?search=${search}`));
      expect(items.map((item) => item.label)).toContain(late.down);
    }
    expect((await get('/subjects?search=no-such-thing')).items).toEqual([]);
    expect((await get('/subjects?search=%25')).items).toEqual([]);
  });

  it('tells a shipment as a story, plan against actual', async () => {
    const subject = subjectSchema.parse(await get(`/subjects/${encodeURIComponent(`shipment:${late.accepted}`)}`));
    expect(subject.status).toBe('delivered');
    expect(subject.milestones).toEqual([
      expect.objectContaining({
        key: 'shipment.delivered',
        plan: { at: '2024-03-10T23:59:59.999Z', quality: 'day', localOffset: null },
        actual: { at: '2024-03-25T00:00:00.000Z', quality: 'day', localOffset: null },
      }),
    ]);
    expect(subject.timeline.map((entry) => entry.kind)).toEqual(
      expect.arrayContaining(['event', 'exception', 'action']),
    );
    expect(subject.runs).toMatchObject([{ state: 'ended', outcome: 'Delivered late' }]);
    expect(subject.actions).toHaveLength(2);
    expect(subject.refs).toContainEqual({ scheme: 'erp.order', value: `PO-${late.accepted}` });
  });
});

describe('an exception', () => {
  it('shows its evidence, its choices and the path that was decided', async () => {
    const item = await exceptionOf(late.refused);
    const detail = exceptionSchema.parse(await get(`/exceptions/${item?.id}`));
    expect(detail.evidence.length).toBeGreaterThan(1);
    expect(detail.choices.map((choice) => [choice.name, choice.leadsTo])).toEqual([
      ['rebooked', 'Handled by a person'],
      ['delay-accepted', 'Handled by a person'],
    ]);
    const lit = detail.trace.flatMap((decision) => decision.lit);
    expect(lit).toEqual([
      'overdue.missed>case.in',
      'case.opened>expedite.in',
      'expedite.done>accepted.in',
      'accepted.no>person.in',
    ]);
    expect(detail.activity.map((entry) => entry.kind)).toEqual(['opened', 'seen-again']);
  });

  it('is resolved once by a person, and a second one is told that it has moved on', async () => {
    const item = await exceptionOf(late.refused);
    const path = `/exceptions/${item?.id}/transitions`;
    const acknowledge = { to: 'acknowledged', revision: item?.revision };
    expect((await post(path, acknowledge)).status).toBe(400);
    const first = await post(path, acknowledge, { 'idempotency-key': 'k1' });
    expect(first).toMatchObject({ status: 200, body: { state: 'acknowledged' } });
    const again = await post(path, acknowledge, { 'idempotency-key': 'k1' });
    expect(again).toMatchObject({ status: 200, body: { state: 'acknowledged', revision: first.body.revision } });
    expect(await post(path, acknowledge, { 'idempotency-key': 'k2' })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    const resolve = {
      to: 'resolved',
      revision: first.body.revision,
      choice: 'rebooked',
      reason: 'other',
      note: 'by rail',
    };
    const resolved = await post(path, resolve, { 'idempotency-key': 'k3' });
    expect(resolved).toMatchObject({
      status: 200,
      body: { state: 'resolved', resolution: { choice: 'rebooked', reason: 'other', note: 'by rail' } },
    });
    expect(
      resolved.body.activity.map((entry: { kind: string; who: string }) => [entry.kind, entry.who]),
    ).toContainEqual(['resolved', 'Local owner']);
    expect(await post(path, { ...resolve, note: 'twice' }, { 'idempotency-key': 'k4' })).toMatchObject({ status: 409 });
    const subject = subjectSchema.parse(await get(`/subjects/${encodeURIComponent(`shipment:${late.refused}`)}`));
    expect(subject.runs).toMatchObject([{ state: 'ended', outcome: 'Handled by a person' }]);
  });
});

describe('an action', () => {
  it('that is dead says why and what was tried, and succeeds when a person retries it', async () => {
    const { items } = await get('/actions?state=failing');
    expect(items).toHaveLength(1);
    const id = items[0].id;
    const dead = actionSchema.parse(await get(`/actions/${id}`));
    expect(dead).toMatchObject({
      state: 'dead',
      reason: { code: 'retries-exhausted' },
      idempotency: { kind: 'key-header', key: id },
    });
    expect(dead.attempts.map((attempt) => attempt.outcome)).toEqual(Array(4).fill('transient'));
    expect((await post(`/actions/${id}/retry`, {})).status).toBe(200);
    await until(async () => (await get(`/actions/${id}`)).state === 'done');
    expect(actionSchema.parse(await get(`/actions/${id}`)).output).toMatchObject({ body: { accepted: true } });
    expect(await post(`/actions/${id}/retry`, {})).toMatchObject({ status: 409 });
  });

  it('leaves in the outbox what would have left this machine, and no secret', async () => {
    const text = JSON.stringify(await get('/outbox?limit=200'));
    const { items } = pageOf(outboxItemSchema).parse(JSON.parse(text));
    expect(new Set(items.map((item) => item.kind))).toEqual(new Set(['mail', 'call']));
    expect(text).toContain('"simulated":true');
    expect(text).not.toContain('canary-4711');
    expect((await get('/outbox?kind=mail')).items.every((item: { kind: string }) => item.kind === 'mail')).toBe(true);
  });
});

describe('why', () => {
  it('says for a shipment in time that its deadline was met', async () => {
    const why = whySchema.parse(
      await get(`/subjects/${encodeURIComponent(`shipment:${inTime}`)}/why?workflow=delivery-overdue`),
    );
    expect(why).toMatchObject({
      fired: false,
      lit: [],
      nodes: { overdue: { reached: false }, case: { reached: false } },
    });
    expect(why.answer).toContain('2024-03-09');
    await get(`/subjects/${encodeURIComponent(`shipment:${inTime}`)}/why?workflow=another`, 404);
  });

  it('lights the path of a run that is long over', async () => {
    const why = whySchema.parse(
      await get(`/subjects/${encodeURIComponent(`shipment:${late.accepted}`)}/why?workflow=delivery-overdue`),
    );
    expect(why.fired).toBe(true);
    expect(why.nodes).toMatchObject({
      overdue: { reached: true },
      expedite: { reached: true },
      handled: { reached: false },
    });
  });
});

describe('what is posted', () => {
  const good = (id: string) =>
    event(id, 'T-posted', 'shipment.pickedUp', '2024-06-01T10:00:00+02:00', { classifier: 'ACT' });

  it('is acknowledged with its place, one or many', async () => {
    const one = await post('/events', good('p1'));
    expect(one).toMatchObject({
      status: 200,
      body: { accepted: 1, refused: 0, events: [{ id: 'p1', position: { offset: expect.any(Number) } }] },
    });
    expect(await post('/events', `[${good('p2')},${good('p3')}]`)).toMatchObject({
      status: 200,
      body: { accepted: 2 },
    });
    expect(
      await post('/events', `${good('p4')}\n${good('p4')}\n`, { 'content-type': 'application/jsonl' }),
    ).toMatchObject({ status: 200 });
    await until(async () => (await get('/subjects?search=T-posted')).items.length === 1);
  });

  it('is answered with its failure and kept, when it is one bad event', async () => {
    const bad = good('p5').replace('shipment.pickedUp', 'shipment.pickledUp');
    const answer = await post('/events', bad);
    expect(answer).toMatchObject({ status: 400, body: { code: 'unknown-type', deadLetter: expect.any(String) } });
    const letter = deadLetterSchema.parse(await get(`/dead-letters/${answer.body.deadLetter}`));
    expect(letter).toMatchObject({ code: 'unknown-type', text: bad, state: 'open' });
    expect((await get('/dead-letters?code=unknown-type')).items).toHaveLength(1);
    const retried = await post(`/dead-letters/${letter.id}/retry`, { text: good('p6') });
    expect(retried).toMatchObject({ status: 200, body: { outcome: 'accepted' } });
    expect((await get('/dead-letters?code=unknown-type')).items).toHaveLength(0);
  });

  it('cannot be what only Slipway itself says', async () => {
    const forged = event('f1', late.accepted, 'exception.resolved', '2024-06-01T00:00:00Z', { exception: 'x' });
    expect((await post('/events', forged)).status).toBe(400);
  });

  it('keeps the good of a batch beside the bad', async () => {
    const answer = await post('/events', `[${good('p7')},{"id":1},${good('p8')}]`);
    expect(answer).toMatchObject({ status: 200, body: { accepted: 2, refused: 1 } });
    expect(answer.body.events[1]).toMatchObject({ code: expect.any(String), deadLetter: expect.any(String) });
  });
});

describe('the live feed', () => {
  it('tells a listener what a commit changed', async () => {
    const stopping = new AbortController();
    const response = await fetch(`${runtime.url}/api/v1/environments/trial/live`, { signal: stopping.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const messages: LiveMessage[] = [];
    const reading = (async () => {
      let text = '';
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString();
        messages.splice(
          0,
          messages.length,
          ...[...text.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1] ?? '')),
        );
        if (JSON.stringify(messages).includes('T-heard')) return;
      }
    })();
    await post('/events', event('h1', 'T-heard', 'shipment.pickedUp', '2024-06-01T10:00:00Z', { classifier: 'ACT' }));
    await reading;
    stopping.abort();
    const told = messages.findLast((message) => message.type === 'changed' && message.subjects);
    expect(told).toMatchObject({
      subjects: { ids: expect.arrayContaining(['shipment:T-heard']), more: false },
      summary: { subjects: expect.any(Number) },
    });
  }, 20_000);
});

describe('a restart', () => {
  it('with the same setup changes nothing and goes on', async () => {
    const before = await get('/exceptions?state=all');
    await runtime.stop(5_000);
    database = await database.reopen();
    runtime = await start();
    expect(await get('/exceptions?state=all')).toEqual(before);
    expect(await get('/workflows/delivery-overdue')).toMatchObject({ version: 1, versions: [{ version: 1 }] });
    expect((await get('/accounting')).replay).toMatchObject({ state: 'finished' });
  }, 60_000);
});
