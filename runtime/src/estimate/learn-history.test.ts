import { estimate, transitModelSchema } from '@slipway/shared/estimate';
import { instantFromMs } from '@slipway/shared/time';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openWorkingApp, WORKING } from '../api/testing/working-app.ts';
import { learnHistory } from './index.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 60_000 });

const T0 = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;
const at = `/environments/${WORKING}/references`;
const asked = {
  from: 'equipment.gateOut',
  to: 'shipment.delivered',
  by: [{ factor: 'mode' }, { factor: 'lane' }],
};

/** An environment in which so many shipments went out, one a day, and came as many hours later as `hours` says. */
async function environmentWith(count: number, hours: (index: number) => number | undefined) {
  const working = await openWorkingApp();
  onTestFinished(() => working.close());
  const events = [...Array(count).keys()].flatMap((index) => {
    const event = (type: string, ms: number, data: object = {}) => ({
      id: `${type}-${index}`,
      source: '/tms',
      type,
      subject: `shipment:S-${1000 + index}`,
      time: instantFromMs(ms),
      data,
    });
    const outMs = T0 + index * 24 * HOUR_MS;
    const took = hours(index);
    return [
      event('shipment.planned', outMs, { mode: index % 2 ? 'road' : 'rail', origin: 'DEHAM', destination: 'DEMUC' }),
      event('equipment.gateOut', outMs),
      ...(took === undefined ? [] : [event('shipment.delivered', outMs + took * HOUR_MS)]),
    ];
  });
  for (let from = 0; from < events.length; from += 60)
    await working.pipeline.ingest(
      WORKING,
      'test',
      events.slice(from, from + 60).map((event) => Buffer.from(JSON.stringify(event))),
    );
  await working.pipeline.quiet(WORKING);
  return working;
}

test('a model of the history of an environment is the next version of a reference', async () => {
  const { ask, rows } = await environmentWith(62, (index) => (index < 60 ? (index % 2 ? 10 : 40) : undefined));
  const learned = await ask('POST', `${at}/gate-out/learn`, { ...asked, note: 'Monthly' });
  expect(learned).toMatchObject({
    status: 200,
    body: {
      samples: 60,
      open: 2,
      usable: 5,
      reference: { id: 'gate-out', version: 1, kind: 'transit', factors: ['mode', 'lane'], note: 'Monthly' },
    },
  });
  const model = transitModelSchema.parse((await ask('GET', `${at}/gate-out/content`)).body);
  expect(model.learned).toMatchObject({ stage: { from: asked.from, to: asked.to }, samples: 60, halfLifeDays: 365 });
  expect(estimate(model, { mode: 'road', lane: 'DEHAM>DEMUC' })).toMatchObject({ p80: 10, pooled: false });
  expect(estimate(model, { mode: 'rail', lane: 'DEHAM>DEMUC' })).toMatchObject({ p80: 40, samples: 30 });
  expect(await ask('POST', `${at}/gate-out/learn`, asked)).toMatchObject({ body: { reference: { version: 1 } } });
  expect(await rows(`SELECT action, reason FROM audit_entries WHERE object = 'reference:gate-out'`)).toEqual([
    { action: 'reference.learned', reason: 'Monthly' },
  ]);
});

test('nothing is learned where nothing has gone all the way', async () => {
  const { ask } = await environmentWith(3, () => undefined);
  expect(await ask('POST', `${at}/gate-out/learn`, asked)).toMatchObject({
    status: 422,
    body: { code: 'nothing-learned' },
  });
  expect(await ask('POST', `${at}/gate-out/learn`, { ...asked, kind: 'order' })).toMatchObject({ status: 422 });
  expect(await ask('POST', `${at}/gate-out/learn`, { ...asked, from: 'gate out' })).toMatchObject({ status: 400 });
  expect(await ask('GET', `${at}/gate-out`)).toMatchObject({ status: 404 });
});

test('of a long history the newest is kept', async () => {
  const { database } = await environmentWith(50, (index) => (index < 40 ? 100 : 10));
  const request = { ...asked, by: [], kind: 'shipment', halfLifeDays: 0 };
  const nowMs = T0 + 1_000 * 24 * HOUR_MS;
  const whole = await learnHistory(database, WORKING, 'm', request, { nowMs });
  const bounded = await learnHistory(database, WORKING, 'm', request, { nowMs, most: 10 });
  expect([whole.samples, whole.model.groups[0]?.p50]).toEqual([50, 100]);
  expect([bounded.samples, bounded.model.groups[0]?.p50]).toEqual([10, 10]);
});
