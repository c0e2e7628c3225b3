/*
 * A thread of a backtest: plays the subjects that are its own. It is sent pages of the history, asks for the next one
 * by answering each, and tells what it found when there are no more.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Found } from '@slipway/shared/backtest';
import type { BacktestOrder, HistoryText } from './order.ts';
import { backtestOf } from './play-order.ts';

export type ToWorker = { readonly page: readonly HistoryText[] } | { readonly end: true };
export type FromWorker = { readonly taken: number } | { readonly found: Found };

const order: BacktestOrder = workerData;
const backtest = backtestOf(order);
parentPort?.on('message', (message: ToWorker) => {
  if ('end' in message) {
    if (order.untilMs !== undefined) backtest.finish(order.untilMs);
    tell({ found: backtest.found() });
    parentPort?.close();
    return;
  }
  for (const { value, ...clock } of message.page)
    backtest.take(value === '' ? clock : { ...clock, event: JSON.parse(value) });
  tell({ taken: message.page.length });
});

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}
