import { type ExceptionDetail, type ExceptionItem, exceptionItemSchema, exceptionSchema } from '@slipway/shared/api';
import type { ExceptionRecord, StepResult } from '@slipway/shared/engine';
import type { CanonicalEvent } from '@slipway/shared/event';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PipelineOptions } from '../pipeline/index.ts';
import { openWorkingApp, WORKING } from './testing/working-app.ts';

const AT = '2026-03-01T10:00:00.000Z';

/** A case as an engine would decide it. */
function made(id: string, change: Partial<ExceptionRecord> = {}): ExceptionRecord {
  const severity = change.severity ?? 'medium';
  return {
    id,
    revision: 1,
    subject: 'shipment:1',
    type: 'late',
    key: id,
    severity,
    state: 'new',
    title: `Case ${id}`,
    summary: '',
    impact: '',
    parent: null,
    priority: { score: 20, severity: 2, sla: 1, impact: 1 },
    due: { acknowledge: null, resolve: null },
    breached: [],
    clearing: null,
    until: null,
    assignee: null,
    workflow: 'w',
    version: 'v',
    node: 'n',
    runs: [],
    count: 1,
    evidence: [],
    choices: [],
    occurredAt: AT,
    detectedAt: AT,
    lastSeenAt: AT,
    closedAt: null,
    closing: null,
    ...change,
  };
}

/** Decides what the event carries; answers a person's request with the event itself as evidence. */
const step: PipelineOptions['step'] = (_live, record, input): StepResult => {
  const none = { record, late: false, dirty: false, decisions: [] };
  if (input.kind !== 'event') return none;
  const { cases = [] } = input.event.data as { cases?: readonly ExceptionRecord[] };
  const own = Object.values(record.exceptions)[0];
  const asked = input.event.type.startsWith('exception.') && own ? [own] : [];
  const effects = [
    ...[...cases, ...asked].map((exception) => ({
      kind: 'exception' as const,
      exception: { ...exception, summary: JSON.stringify(input.event.data) },
      change: 'changed' as const,
      by: 'Ada',
    })),
    ...(asked.length > 0
      ? [{ kind: 'answer' as const, request: input.event.id, failure: null, detail: input.event.type }]
      : []),
  ];
  const exceptions = { ...record.exceptions, ...Object.fromEntries(cases.map((each) => [each.id, each])) };
  return {
    ...none,
    dirty: true,
    record: { ...record, exceptions },
    decisions: [{ workflow: 'w', version: 'v', trace: [], effects }],
  };
};

let app: Awaited<ReturnType<typeof openWorkingApp>>;
beforeAll(async () => {
  app = await openWorkingApp({ step });
  const due = (acknowledge: string | null, resolve: string | null) => ({ due: { acknowledge, resolve } });
  const score = (value: number) => ({ priority: { score: value, severity: 2, sla: 1, impact: 1 } });
  await decide('shipment:1', [
    made('plain'),
    made('urgent', { ...score(120), breached: ['acknowledge'] }),
    made('soon', due('2026-03-01T11:00:00.000Z', '2026-03-02T10:00:00.000Z')),
    made('later', { ...due('2026-03-01T11:00:00.000Z', '2026-03-03T10:00:00.000Z'), state: 'acknowledged' }),
    made('put-off', { assignee: 'Petra', state: 'waiting', until: '2026-03-05T10:00:00.000Z' }),
    made('kept-out', { state: 'suppressed', until: '2026-03-05T10:00:00.000Z' }),
    made('over', {
      ...due(null, '2026-03-01T10:30:00.000Z'),
      state: 'resolved',
      closedAt: AT,
      closing: { cause: 'resolved', choice: 'ok', rootCause: 'port', feedback: 'acted' },
    }),
  ]);
  const parent = 'disruption:d1/storm';
  await decide('disruption:d1', [made('storm', { subject: 'disruption:d1', type: 'storm', key: '' })]);
  await decide('shipment:2', [made('touched', { subject: 'shipment:2', parent, ...score(1) })]);
}, 60_000);
afterAll(() => app.close());

async function decide(subject: string, cases: readonly ExceptionRecord[]): Promise<void> {
  const event: CanonicalEvent = {
    id: `e-${subject}`,
    source: '/t',
    type: 'order.changed',
    subject,
    time: AT,
    data: { cases },
  };
  await app.pipeline.append(WORKING, [event]);
  await app.pipeline.quiet(WORKING);
}

async function list(query: string): Promise<readonly ExceptionItem[]> {
  const { status, body } = await app.ask('GET', `/environments/${WORKING}/exceptions?${query}`);
  expect(status).toBe(200);
  return (body.items as unknown[]).map((item) => exceptionItemSchema.parse(item));
}

const ids = async (query: string) => (await list(query)).map((item) => item.id);

async function detail(id: string): Promise<ExceptionDetail> {
  return exceptionSchema.parse((await app.ask('GET', `/environments/${WORKING}/exceptions/${id}`)).body);
}

test('the inbox comes by priority, then by when an answer is due, page by page', async () => {
  const order = ['urgent', 'soon', 'later', 'plain', 'put-off', 'storm', 'touched'];
  expect(await ids('limit=50')).toEqual(order);
  const paged: unknown[] = [];
  let cursor = '';
  for (let page = 0; page < 10; page += 1) {
    const { body } = await app.ask('GET', `/environments/${WORKING}/exceptions?limit=2${cursor}`);
    paged.push(...(body.items as ExceptionItem[]).map((item) => item.id));
    if (body.next === null) break;
    cursor = `&cursor=${String(body.next)}`;
  }
  expect(paged).toEqual(order);
});

test('an answer is due for taking a case up, and once it is taken up for closing it', async () => {
  const byId = new Map((await list('state=all')).map((item) => [item.id, item.answerBy]));
  expect([byId.get('soon'), byId.get('later'), byId.get('plain'), byId.get('over')]).toEqual([
    '2026-03-01T11:00:00.000Z',
    '2026-03-03T10:00:00.000Z',
    null,
    null,
  ]);
});

test('it can be narrowed to what is late already, what is due soon, what is put off and what belongs to a case', async () => {
  expect(await ids('breached=true')).toEqual(['urgent']);
  expect(await ids('breached=false&state=waiting')).toEqual(['put-off']);
  expect(await ids('state=suppressed')).toEqual(['kept-out']);
  expect(await ids('answerBefore=2026-03-01T12:00:00.000Z')).toEqual(['soon']);
  expect(await ids('parent=storm')).toEqual(['touched']);
  expect(await ids('parent=plain')).toEqual([]);
  expect(await ids('assignee=Petra')).toEqual(['put-off']);
  // Both are to be closed in March 2026, which is over; what is closed is late no more.
  expect(await ids('state=all&overdue=true')).toEqual(['soon', 'later']);
});

test('a case shows the one that it belongs to, and those that belong to it', async () => {
  const storm = { id: 'storm', title: 'Case storm', subject: 'disruption:d1', severity: 'medium', state: 'new' };
  expect((await detail('touched')).parent).toEqual({ reference: 'disruption:d1/storm', exception: storm });
  const { children, parent } = await detail('storm');
  expect(children).toMatchObject({ count: 1, items: [{ id: 'touched' }] });
  expect(parent).toBeNull();
});

test('how a case was closed keeps its codes and what people thought of it', async () => {
  expect((await detail('over')).resolution).toEqual({
    choice: 'ok',
    reason: null,
    note: null,
    codes: { rootCause: 'port' },
    feedback: 'acted',
  });
});

test('putting a case off needs a moment, and reaches the loop as what the engine knows', async () => {
  const transitions = `/environments/${WORKING}/exceptions/storm/transitions`;
  expect((await app.ask('POST', transitions, { to: 'waiting', revision: 1 })).status).toBe(400);
  const until = '2026-04-01T00:00:00.000Z';
  expect((await app.ask('POST', transitions, { to: 'acknowledged', revision: 1, until })).status).toBe(400);
  const { status } = await app.ask('POST', transitions, { to: 'suppressed', revision: 1, until });
  expect(status).toBe(200);
  const [decision] = await app.rows<{ input: string }>(
    "SELECT input FROM decisions WHERE input LIKE 'event exception%'",
  );
  expect(decision?.input.split(' ')[1]).toBe('exception.suppressed');
  expect(JSON.parse((await detail('storm')).summary)).toMatchObject({ until, exception: 'storm', revision: 1 });
});
