import { EXAMPLES } from '@slipway/shared/examples';
import { expect, test } from 'vitest';
import type { BacktestOrder, HistoryText } from './order.ts';
import { runBacktest } from './run-backtest.ts';

const graph = EXAMPLES.find(({ workflow }) => workflow.id === 'eta-slip')?.workflow;
const order: BacktestOrder = {
  environment: 'test',
  before: graph,
  after: graph,
  variables: { before: { slipMinutes: 30 }, after: { slipMinutes: 60 } },
  references: [],
  parts: {},
  answers: {},
  answered: [],
};

/** Shipments that are planned for the 4th at eight, then estimated some minutes behind it: 0, 1, 2 … */
async function* history(shipments: number): AsyncGenerator<readonly HistoryText[]> {
  const at = (hour: number) => Date.parse(`2026-03-02T0${hour}:00:00.000Z`);
  const record = (number: number, hour: number, type: string, data: object): HistoryText => {
    const subject = `shipment:S-${number}`;
    const time = new Date(at(hour)).toISOString();
    const value = JSON.stringify({ id: `${number} ${hour}`, source: '/test', type, subject, time, data });
    return { key: subject, value, atMs: at(hour) };
  };
  const all = Array.from({ length: shipments }, (_, number) => number);
  yield all.map((number) => record(number, 8, 'shipment.planned', { deliverBy: '2026-03-04T08:00:00.000Z' }));
  const estimate = (number: number) => new Date(Date.parse('2026-03-04T08:00:00.000Z') + number * 60_000).toISOString();
  yield all.map((number) => record(number, 9, 'shipment.delivered', { classifier: 'EST', at: estimate(number) }));
}

test('a changed threshold fires less for exactly those between the two, however many threads play', {
  timeout: 60_000,
}, async () => {
  const [one, three] = await Promise.all([1, 3].map((threads) => runBacktest(order, history(90), { threads })));
  expect(one).toEqual(three);
  expect(one?.verdicts).toEqual({ more: 0, fewer: 30, different: 0, same: 60 });
  const between = Array.from({ length: 30 }, (_, at) => `shipment:S-${at + 31}`).sort();
  expect(one?.changed.map(({ subject }) => subject)).toEqual(between);
});

test('a workflow that does not compile is refused before anything is played', async () => {
  const broken = { ...order, after: { ...graph, nodes: [] } };
  await expect(runBacktest(broken, history(1), { threads: 1 })).rejects.toMatchObject({ code: 'invalid-workflow' });
});

test('whoever stops it waits for no more of the history', async () => {
  const stop = new AbortController();
  const onProgress = () => stop.abort(new Error('stopped'));
  const run = runBacktest(order, history(50), { threads: 2, signal: stop.signal, onProgress });
  await expect(run).rejects.toThrow('stopped');
});
