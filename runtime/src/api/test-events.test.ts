import type { EventFate } from '@slipway/shared/api';
import { step } from '@slipway/shared/engine';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkingApp, WORKING } from './testing/working-app.ts';

const watcher = {
  formatVersion: 1,
  id: 'watcher',
  name: 'Watcher',
  subject: 'shipment',
  nodes: [
    { id: 'late', kind: 'trigger', title: 'Delayed', config: { on: ['shipment.delayed'] } },
    { id: 'case', kind: 'exception', title: 'Case', config: { type: 'late', severity: 'low', title: 'Late' } },
  ],
  edges: [{ from: 'late.out', to: 'case.in' }],
};

let working: Awaited<ReturnType<typeof openWorkingApp>>;
beforeAll(async () => {
  working = await openWorkingApp({
    step: (live, record, input) => {
      if (input.kind === 'event' && input.event.data.explode) throw new Error('told to');
      return step(live, record, input);
    },
  });
  await working.pipeline.releaseWorkflows(WORKING, [watcher]);
}, 60_000);
afterAll(() => working.close());

const send = (event: unknown) => working.ask('POST', `/environments/${WORKING}/test-events`, { event });
async function follow(source: unknown, id: unknown): Promise<EventFate & { status: number }> {
  const path = [source, id].map((part) => encodeURIComponent(String(part))).join('/');
  const { status, body } = await working.ask('GET', `/environments/${WORKING}/events/${path}`);
  return { ...(body as unknown as EventFate), status };
}
async function sent(event: unknown): Promise<EventFate> {
  const { body } = await send(event);
  await working.pipeline.quiet(WORKING);
  return follow(body.source, body.id);
}

it('goes through the log as a test of who sent it, and says which workflow decided what', async () => {
  const { body } = await send({ type: 'shipment.delayed', subject: 'shipment:1', data: { minutes: 9 } });
  expect(body).toEqual({ source: 'test:local-owner', id: expect.any(String), subject: 'shipment:1' });
  await working.pipeline.quiet(WORKING);
  const fate = await follow(body.source, body.id);
  expect(fate).toMatchObject({ status: 200, state: 'decided', subject: 'shipment:1', deadLetter: null });
  expect(fate.workflows).toMatchObject([
    {
      workflow: 'watcher',
      version: 1,
      run: expect.stringContaining('run_'),
      exceptions: [expect.stringContaining('exc_')],
      decided: { steps: [{ node: 'late', did: 'fired' }, { node: 'case' }], lit: ['late.out>case.in'] },
    },
  ]);
});

it('is decided with an empty list where no workflow moved on it', async () => {
  expect(await sent({ type: 'shipment.tendered', subject: 'shipment:2' })).toMatchObject({
    state: 'decided',
    workflows: [],
  });
});

it('is a duplicate the second time', async () => {
  const event = { id: 'twice', type: 'shipment.tendered', subject: 'shipment:3' };
  expect(await sent(event)).toMatchObject({ state: 'decided' });
  expect(await sent(event)).toMatchObject({ state: 'duplicate' });
});

it('is dead-lettered with its reason where deciding it fails', async () => {
  expect(await sent({ type: 'shipment.tendered', subject: 'shipment:4', data: { explode: true } })).toMatchObject({
    state: 'dead-lettered',
    deadLetter: { code: 'decision-failed', detail: expect.stringContaining('told to') },
  });
});

it('is refused at once where no source could send it, and leaves no dead letter', async () => {
  const before = await working.rows('SELECT id FROM dead_letters');
  for (const [event, code] of [
    [{ type: 'no.such.type', subject: 'shipment:1' }, 'unknown-type'],
    [{ type: 'exception.resolved', subject: 'shipment:1', data: { exception: 'x' } }, 'unknown-type'],
    [{ type: 'shipment.delayed' }, 'no-subject'],
    [{ type: 'shipment.delayed', subject: 'shipment:1', time: 'yesterday' }, 'invalid-date'],
  ] as const) {
    expect(await send(event)).toMatchObject({ status: 400, body: { code } });
  }
  expect(await working.rows('SELECT id FROM dead_letters')).toEqual(before);
});

it('cannot pass for another source, and what came from one can be followed too', async () => {
  const { body } = await send({ id: 'mine', source: '/tms', type: 'shipment.tendered', subject: 'shipment:5' });
  expect(body.source).toBe('test:local-owner');
  const event = {
    id: 'a/b c',
    source: '/tms',
    type: 'shipment.delayed',
    subject: 'shipment:6',
    time: '2026-01-01T00:00:00Z',
  };
  await working.pipeline.ingest(WORKING, 'api', [Buffer.from(JSON.stringify(event))]);
  await working.pipeline.quiet(WORKING);
  const fate = await follow('/tms', 'a/b c');
  expect(fate).toMatchObject({ state: 'decided', subject: 'shipment:6', workflows: [{ workflow: 'watcher' }] });
  expect(await follow('/tms', 'never')).toMatchObject({ status: 404 });
});
