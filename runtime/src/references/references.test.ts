import { step } from '@slipway/shared/engine';
import { instantFromMs } from '@slipway/shared/time';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openWorkingApp, WORKING } from '../api/testing/working-app.ts';
import { EmbeddedEventLog } from '../event-log/index.ts';
import { verifyReplay } from '../pipeline/index.ts';
import { freeDays } from './testing/workflows.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 60_000 });

const at = `/environments/${WORKING}/references`;

async function start() {
  const working = await openWorkingApp();
  onTestFinished(() => working.close());
  const { ask, pipeline, rows } = working;
  const put = (text: string, more: object = {}, id = 'free-days') =>
    ask('PUT', `${at}/${id}`, { csv: { text, key: ['port'] }, ...more });
  const delayed = async (id: string, port: string) => {
    const time = instantFromMs(Date.now());
    const event = {
      id,
      source: '/tms',
      type: 'shipment.delayed',
      subject: `shipment:${id}`,
      time,
      data: { reason: { scheme: 'port', code: port } },
    };
    await pipeline.ingest(WORKING, 'test', [Buffer.from(JSON.stringify(event))]);
    await pipeline.quiet(WORKING);
  };
  const cases = async () =>
    (await rows<{ title: string }>('SELECT title FROM exceptions ORDER BY detected_at_ms, id')).map((row) => row.title);
  return { ...working, put, delayed, cases };
}

test('reference data is read by the steps of the live set that names it, and history is decided again with what was read then', async () => {
  const { put, delayed, cases, pipeline, database, rows } = await start();
  expect(await put('port,days\nDEHAM,4\nDEBRV,9\n', { base: 0, note: 'From the carrier' })).toMatchObject({
    status: 200,
    body: { version: 1, kind: 'table', key: ['port'], rows: 2, note: 'From the carrier', usedBy: [] },
  });
  await pipeline.releaseWorkflows(WORKING, [freeDays()]);
  await delayed('a', 'DEHAM');
  await delayed('b', 'DEBRV');
  expect(await cases()).toEqual(['4 days']);
  expect(await put('port,days\nDEHAM,6\nDEBRV,3\n')).toMatchObject({ status: 200, body: { version: 2 } });
  await pipeline.quiet(WORKING);
  await delayed('c', 'DEHAM');
  await delayed('d', 'DEBRV');
  expect(await cases()).toEqual(['4 days', '3 days']);
  expect(await rows('SELECT count(DISTINCT live_set)::int AS sets FROM releases')).toEqual([{ sets: 3 }]);
  const log = new EmbeddedEventLog(database);
  onTestFinished(() => log.close());
  const report = await verifyReplay({ database, log, step }, WORKING);
  expect(report).toMatchObject({ identical: true });
  expect(report.compared).toBeGreaterThanOrEqual(4);
});

test('a table is changed, looked at, checked and brought back, and every change stays in its history', async () => {
  const { put, ask, rows } = await start();
  await put('port;days;note\nDEHAM;4;north\nDEBRV;9;\n');
  expect(await put('port,days,note\nDEHAM,4,north\nDEBRV,9,\n')).toMatchObject({ body: { version: 1 } });
  const check = await ask('POST', `${at}/free-days/check`, { csv: { text: 'port,days\nDEHAM,5\nNLRTM,2\n' } });
  expect(check.body).toMatchObject({
    problems: [],
    read: {
      key: ['port'],
      rows: 2,
      sample: [
        ['DEHAM', 5],
        ['NLRTM', 2],
      ],
    },
    changes: { added: 1, removed: 1, changed: 1, same: 0 },
  });
  expect(await put('port,days\nDEHAM,5\n', { base: 0 })).toMatchObject({ status: 409, body: { code: 'conflict' } });
  await put('port,days\nDEHAM,5\n', { base: 1 });
  const page = await ask('GET', `${at}/free-days?version=1&search=BRV&limit=1`);
  expect(page.body).toMatchObject({ version: 1, page: { items: [['DEBRV', 9, null]], total: 1, next: null } });
  expect(await ask('DELETE', `${at}/free-days?note=old`)).toMatchObject({ status: 200, body: { removed: true } });
  expect((await ask('GET', `${at}/free-days/content`)).status).toBe(404);
  expect((await ask('GET', at)).body).toMatchObject({ items: [{ id: 'free-days', deleted: true, version: 3 }] });
  await ask('POST', `${at}/free-days/restore`, { version: 1, base: 3 });
  const { body } = await ask('GET', `${at}/free-days/versions?limit=2`);
  expect(body).toMatchObject({
    items: [
      { version: 4, restores: 1, rows: 2 },
      { version: 3, hash: null, note: 'old' },
    ],
  });
  expect((await ask('GET', `${at}/free-days/versions?cursor=${body.next}`)).body).toMatchObject({
    items: [{ version: 2 }, { version: 1 }],
    next: null,
  });
  expect((await ask('GET', `${at}/free-days/content`)).body).toMatchObject({
    id: 'free-days',
    rows: [
      ['DEHAM', 4, 'north'],
      ['DEBRV', 9, null],
    ],
  });
  expect(
    await rows('SELECT action, object FROM audit_entries WHERE action LIKE $$reference.%$$ ORDER BY number'),
  ).toEqual(
    ['changed', 'changed', 'deleted', 'restored'].map((done) => ({
      action: `reference.${done}`,
      object: 'reference:free-days',
    })),
  );
});

test('what a live workflow or an open run reads cannot be taken away or made unreadable', async () => {
  const { put, ask, pipeline, delayed } = await start();
  await expect(pipeline.releaseWorkflows(WORKING, [freeDays()])).rejects.toMatchObject({
    code: 'invalid-workflow',
    cause: [{ code: 'missing-reference', nodeId: 'look' }],
  });
  await put('port,days\nDEHAM,4\n');
  await pipeline.releaseWorkflows(WORKING, [freeDays()]);
  expect((await ask('GET', at)).body).toMatchObject({
    items: [{ usedBy: [{ workflow: 'free-days-check', part: null, nodeId: 'look', title: 'Free days of the port' }] }],
  });
  const without = 'port,demurrage\nDEHAM,4\n';
  expect((await ask('POST', `${at}/free-days/check`, { csv: { text: without } })).body).toMatchObject({
    problems: [{ code: 'wrong-reference', message: expect.stringContaining('it has no column days') }],
  });
  expect(await put(without)).toMatchObject({
    status: 422,
    body: { code: 'invalid-reference', problems: [{ code: 'wrong-reference', nodeId: 'look' }] },
  });
  expect(await ask('DELETE', `${at}/free-days`)).toMatchObject({ status: 409, body: { code: 'reference-in-use' } });
  await delayed('a', 'DEHAM');
  await pipeline.releaseWorkflows(WORKING, []);
  expect(await ask('DELETE', `${at}/free-days`)).toMatchObject({ status: 409 });
  const open = await ask('GET', `/environments/${WORKING}/exceptions`);
  expect(open.body.items).toMatchObject([{ type: 'few-days' }]);
  expect(await put('port,days\nDEHAM,four\n', {}, 'Free Days')).toMatchObject({ status: 404 });
  expect(await put('port,days\nDEHAM,4\nDEHAM,5\n', {}, 'other')).toMatchObject({
    status: 422,
    body: { problems: [{ code: 'duplicate-key', message: expect.stringContaining('Row 3') }] },
  });
  const content = { kind: 'table', id: 'mine', columns: [], key: ['a'], rows: [] };
  expect(await ask('PUT', `${at}/other`, { content })).toMatchObject({
    status: 422,
    body: { problems: [{ code: 'invalid-shape', path: '/columns' }] },
  });
});
