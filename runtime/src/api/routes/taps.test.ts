import type { TapMessage, TapRow } from '@slipway/shared/api';
import { instantFromMs } from '@slipway/shared/time';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openWorkingApp, WORKING } from '../testing/working-app.ts';

vi.setConfig({ testTimeout: 60_000 });

const watcher = {
  formatVersion: 1,
  id: 'watcher',
  name: 'Watcher',
  subject: 'shipment',
  nodes: [
    { id: 'late', kind: 'trigger', title: 'Delayed', config: { on: ['shipment.delayed'] } },
    { id: 'arrival', kind: 'wait', title: 'Arrival', config: { for: { on: ['shipment.delivered'] } } },
    { id: 'over', kind: 'end', title: 'Over', config: { outcome: 'Over' } },
  ],
  edges: [
    { from: 'late.out', to: 'arrival.in' },
    { from: 'arrival.received', to: 'over.in' },
  ],
};
const PATH = `/api/v1/environments/${WORKING}/workflows/watcher/steps`;

async function start() {
  const working = await openWorkingApp();
  onTestFinished(() => working.close());
  const { pipeline, app } = working;
  pipeline.onCommitted((change) => app.services.taps.hear(change));
  await pipeline.releaseWorkflows(WORKING, [watcher]);
  const happen = async (subject: string, type: string) => {
    const event = { id: `${type} ${subject}`, source: '/tms', type, subject, time: instantFromMs(Date.now()) };
    await pipeline.ingest(WORKING, 'test', [Buffer.from(JSON.stringify(event))]);
    await pipeline.quiet(WORKING);
  };
  return { ...working, happen };
}

/** Reads a stream until a message does, and leaves it; or reads it to its end. */
async function hear(response: Response, enough: (message: TapMessage) => boolean) {
  const heard: { id: string; message: TapMessage }[] = [];
  const reader = response.body?.pipeThrough(new TextDecoderStream() as never).getReader();
  let text = '';
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) return heard;
    text += value;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, id = '', data = ''] = /^id: (.+)\ndata: (.*)$/s.exec(text.slice(0, end)) ?? [];
      text = text.slice(end + 2);
      if (data === '') continue;
      const message = JSON.parse(data) as TapMessage;
      heard.push({ id, message });
      if (!enough(message)) continue;
      await reader?.cancel();
      return heard;
    }
  }
}
const withRows = (message: TapMessage): boolean => message.type === 'rows' && message.rows.length > 0;
const rowsOf = (heard: readonly { message: TapMessage }[]): TapRow[] =>
  heard.flatMap(({ message }) => (message.type === 'rows' ? message.rows : []));

it('shows what passed a step before and what passes it now, and where that came from and went', async () => {
  const { app, happen } = await start();
  await happen('shipment:1', 'shipment.delayed');
  const before = await hear(await app.get(`${PATH}/arrival/tap`), withRows);
  expect(before[0]?.message).toMatchObject({ type: 'open', perSecond: 20 });
  expect(rowsOf(before)).toMatchObject([
    { subject: 'shipment:1', did: 'waits', cameBy: 'late.out', left: [], input: { kind: 'event' } },
  ]);
  const listening = hear(await app.get(`${PATH}/over/tap`), withRows);
  await happen('shipment:1', 'shipment.delivered');
  const now = await listening;
  expect(rowsOf(now)).toMatchObject([{ subject: 'shipment:1', did: 'ended', cameBy: 'arrival.received' }]);
  expect(now.at(-1)?.message).toMatchObject({ passed: 1, before: false });
});

it('goes on behind the last message that was read, for nobody but whoever began it', async () => {
  const { app, happen } = await start();
  const first = await hear(await app.get(`${PATH}/late/tap`), ({ type }) => type === 'rows');
  const id = first.at(-1)?.id ?? '';
  await happen('shipment:2', 'shipment.delayed');
  const again = await hear(await app.get(`${PATH}/late/tap`, { 'last-event-id': id }), withRows);
  expect(again).toHaveLength(1);
  expect(rowsOf(again)).toMatchObject([{ subject: 'shipment:2', did: 'fired', left: ['out'] }]);
  const other = await hear(await app.get(`${PATH}/arrival/tap`, { 'last-event-id': id }), () => false);
  expect(other.map(({ message }) => message)).toEqual([{ type: 'ended', why: 'gone' }]);
});

it('goes on in another process for as long as was left of it, and says anew what it shows', async () => {
  const { app, happen, rows } = await start();
  await happen('shipment:3', 'shipment.delayed');
  const elsewhere = (leftMs: number) => `01234567-89ab-4cde-8f01-23456789abcd~${(Date.now() + leftMs).toString(36)}.7`;
  const again = await hear(await app.get(`${PATH}/late/tap`, { 'last-event-id': elsewhere(20_000) }), withRows);
  const [open] = again.map(({ message }) => message);
  expect(open?.type === 'open' && Date.parse(open.until) - Date.now()).toBeLessThanOrEqual(20_000);
  expect(rowsOf(again)).toMatchObject([{ subject: 'shipment:3' }]);
  expect(await rows("SELECT after FROM audit_entries WHERE action = 'event.tapped'")).toEqual([
    { after: '{"seconds":20,"step":"late"}' },
  ]);
  for (const over of [elsewhere(-1), 'x.1']) {
    const heard = await hear(await app.get(`${PATH}/late/tap`, { 'last-event-id': over }), () => false);
    expect(heard.map(({ message }) => message)).toEqual([{ type: 'ended', why: 'gone' }]);
  }
});

it('ends by itself, and is recorded once in the audit', async () => {
  const { app, rows } = await start();
  const heard = await hear(await app.get(`${PATH}/late/tap?seconds=1`), () => false);
  expect(heard.at(-1)?.message).toEqual({ type: 'ended', why: 'time' });
  expect((await app.get(`${PATH}/late/tap?seconds=301`)).status).toBe(400);
  expect((await app.get(`${PATH}/nowhere/tap`)).status).toBe(404);
  expect(await rows("SELECT action, object, after FROM audit_entries WHERE action = 'event.tapped'")).toEqual([
    { action: 'event.tapped', object: 'workflow:watcher', after: '{"seconds":1,"step":"late"}' },
  ]);
});
