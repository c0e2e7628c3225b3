import { Worker } from 'node:worker_threads';
import { type BacktestReport, type Found, reportOf } from '@slipway/shared/backtest';
import { isBroadcastType, listens, type Program } from '@slipway/shared/engine';
import { EVENT_TYPES } from '@slipway/shared/event';
import type { BacktestOrder, HistoryText } from './order.ts';
import { programsOf } from './play-order.ts';
import type { FromWorker, ToWorker } from './worker.ts';

/** How a backtest is run. */
export interface RunOptions {
  readonly threads: number;
  readonly signal?: AbortSignal;
  /** Hears how many events have been played. */
  readonly onProgress?: (events: number) => void;
}

const CHANGED_MOST = 1_000;
/** Records that a thread is sent at a time, and how many pages it may have waiting. */
const PAGE = 2_000;
const PAGES_AHEAD = 4;

/**
 * Plays a history on both versions, subjects shared out among threads: what is decided about one subject hangs on no
 * other. Where a version tells other subjects of something, or hears what concerns many, one thread plays all.
 * Fails with `invalid-workflow`, and with the signal's reason.
 */
export async function runBacktest(
  order: BacktestOrder,
  history: AsyncIterable<readonly HistoryText[]>,
  { threads, signal, onProgress }: RunOptions,
): Promise<BacktestReport> {
  const { before, after } = programsOf(order);
  const apart = [before, after].every((program) => !program || staysWithSubject(program));
  const players = Array.from({ length: apart ? Math.max(1, threads) : 1 }, () => new Player(order));
  try {
    let played = 0;
    for await (const records of history) {
      signal?.throwIfAborted();
      const shares = players.map((): HistoryText[] => []);
      for (const record of records) {
        if (record.value === '') for (const share of shares) share.push(record);
        else shares[shareOf(record.key, players.length)]?.push(record);
      }
      await Promise.all(players.map((player, at) => player.play(shares[at] ?? [])));
      played += records.length;
      onProgress?.(played);
    }
    const found = await Promise.all(players.map((player) => player.end()));
    return reportOf(found, order.changedMost ?? CHANGED_MOST);
  } finally {
    await Promise.all(players.map((player) => player.stop()));
  }
}

/** Whether all that a program decides about a subject comes of that subject's own events. */
function staysWithSubject(program: Program): boolean {
  for (const { kind } of program.nodes.values()) if (kind === 'emit') return false;
  return !Object.values(EVENT_TYPES).some(({ type }) => isBroadcastType(type) && listens(program, type));
}

function shareOf(key: string, shares: number): number {
  let hash = 0;
  for (let at = 0; at < key.length; at += 1) hash = (Math.imul(hash, 31) + key.charCodeAt(at)) | 0;
  return (hash >>> 0) % shares;
}

/** A thread, and what it still has to play. */
class Player {
  readonly #worker: Worker;
  #waiting = 0;
  #room: (() => void) | undefined;
  readonly #found = Promise.withResolvers<Found>();

  constructor(order: BacktestOrder) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: order });
    // Whoever waits for what it found hears of it.
    this.#found.promise.catch(() => {});
    this.#worker.on('message', (message: FromWorker) => {
      if ('found' in message) return this.#found.resolve(message.found);
      this.#waiting -= 1;
      this.#room?.();
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () =>
      this.#fail(new Error('a thread of the backtest ended before it had told what it found')),
    );
  }

  /** Sends records; waits while the thread has enough to do. */
  async play(records: readonly HistoryText[]): Promise<void> {
    for (let from = 0; from < records.length; from += PAGE) {
      while (this.#waiting >= PAGES_AHEAD) await Promise.race([this.#roomAgain(), this.#found.promise]);
      this.#waiting += 1;
      this.#send({ page: records.slice(from, from + PAGE) });
    }
  }

  end(): Promise<Found> {
    this.#send({ end: true });
    return this.#found.promise;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #roomAgain(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#room = resolve;
    return promise;
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #fail(error: unknown): void {
    this.#found.reject(error);
    this.#room?.();
  }
}
