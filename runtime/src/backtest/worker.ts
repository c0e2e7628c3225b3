/*
 * A thread of a backtest: plays the subjects that are its own. It is sent pages of the history, asks for the next one
 * by answering each, and tells what it found when there are no more.
 */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { BacktestOrder } from './order.ts';
import type { Page } from './page.ts';
import { OrderPlayer, type Played } from './play-order.ts';

/** What a thread begins with. */
export interface PlayerData {
  readonly order: BacktestOrder;
  readonly gently: boolean;
}

export type ToWorker = { readonly page: Page } | { readonly end: true; readonly atMs?: number };
export type FromWorker = { readonly taken: number } | { readonly played: Played };

const NICE = 10;

const { order, gently }: PlayerData = workerData;
// There the priority is that of the calling thread; elsewhere it would be that of the process.
if (gently && process.platform === 'linux') setPriority(NICE);
const player = new OrderPlayer(order);
parentPort?.on('message', (message: ToWorker) => {
  if ('end' in message) {
    tell({ played: player.end(message.atMs) });
    parentPort?.close();
    return;
  }
  player.take(message.page);
  tell({ taken: message.page.atMs.length });
});

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}
