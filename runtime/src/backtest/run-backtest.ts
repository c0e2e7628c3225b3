import { Worker } from 'node:worker_threads';
import { type BacktestReport, reportOf } from '@slipway/shared/backtest';
import { isBroadcastType, listens, type Program } from '@slipway/shared/engine';
import { EVENT_TYPES } from '@slipway/shared/event';
import { Failure } from '@slipway/shared/failure';
import type { BacktestOrder, HistoryText } from './order.ts';
import { pageOf } from './page.ts';
import { type Played, programsOf } from './play-order.ts';
import type { FromWorker, PlayerData, ToWorker } from './worker.ts';

/** How a backtest is run. */
export interface RunOptions {
  readonly threads: number;
  readonly signal?: AbortSignal;
  /** Hears how many events have been played. */
  readonly onProgress?: (events: number) => void;
  /** Whether its threads give way to whatever else this machine has to do. */
  readonly gently?: boolean;
  /** How much memory all threads together may take; without it, as much as there is. */
  readonly megabytes?: number;
}

/** What playing gave: the report, and of subjects what it does not hold. */
export interface BacktestPlayed extends Omit<Played, 'found'> {
  readonly report: BacktestReport;
}

const CHANGED_MOST = 1_000;
/** Records that a thread is sent at a time, and how many pages it may have waiting. */
const PAGE = 2_000;
const PAGES_AHEAD = 4;
/** What is new lives either for an event or for the whole play: with more room, less is copied that is soon garbage. */
const YOUNG_MEGABYTES = 96;

/** What a history gave on both versions; see `playBacktest`. */
export async function runBacktest(
  order: BacktestOrder,
  history: AsyncIterable<readonly HistoryText[]>,
  options: RunOptions,
): Promise<BacktestReport> {
  return (await playBacktest(order, history, options)).report;
}

/**
 * Plays a history on both versions, subjects shared out among threads: what is decided about one subject hangs on no
 * other. Where a version tells other subjects of something, or hears what concerns many, one thread plays all.
 * Fails with `invalid-workflow`, `backtest-too-large`, and with the signal's reason, at once.
 */
export async function playBacktest(
  order: BacktestOrder,
  history: AsyncIterable<readonly HistoryText[]>,
  { threads, signal, onProgress, gently = false, megabytes }: RunOptions,
): Promise<BacktestPlayed> {
  signal?.throwIfAborted();
  const count = playsApart(order) ? Math.max(1, threads) : 1;
  const memory = megabytes === undefined ? {} : { megabytes: Math.ceil(megabytes / count) };
  const players = Array.from({ length: count }, () => new Player({ order, gently }, memory));
  const stop = () => Promise.all(players.map((player) => player.stop()));
  signal?.addEventListener('abort', stop, { once: true });
  try {
    let played = 0;
    let lastMs: number | undefined;
    for await (const records of history) {
      signal?.throwIfAborted();
      const shares = sharedOut(records, order, count);
      await Promise.all(players.map((player, at) => player.play(shares[at] ?? [])));
      played += records.length;
      lastMs = records.at(-1)?.atMs ?? lastMs;
      onProgress?.(played);
    }
    const results = await Promise.all(players.map((player) => player.end(lastMs)));
    return {
      report: reportOf(
        results.map(({ found }) => found),
        order.changedMost ?? CHANGED_MOST,
      ),
      faces: new Map(results.flatMap(({ faces }) => [...faces])),
      traces: {
        before: results.flatMap(({ traces }) => traces.before),
        after: results.flatMap(({ traces }) => traces.after),
      },
    };
  } catch (error) {
    // Threads that were stopped fail too; why they were is what is wanted.
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await stop();
  }
}

/** Whether what is decided about one subject hangs on no other, on both sides. Fails with `invalid-workflow`. */
export function playsApart(order: BacktestOrder): boolean {
  const { before, after } = programsOf(order);
  return [before, after].every((program) => !program || staysWithSubject(program));
}

/** Where timers fire by the clock of their partition, a partition stays whole: each of its records moves its clock. */
function sharedOut(records: readonly HistoryText[], { clock }: BacktestOrder, count: number): HistoryText[][] {
  const shares = Array.from({ length: count }, (): HistoryText[] => []);
  for (const record of records) {
    if (clock === 'log') shares[(record.partition ?? 0) % count]?.push(record);
    else if (record.value === '') for (const share of shares) share.push(record);
    else shares[shareOf(record.key, count)]?.push(record);
  }
  return shares;
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
  readonly #found = Promise.withResolvers<Played>();

  constructor(data: PlayerData, { megabytes }: { readonly megabytes?: number }) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: data,
      resourceLimits: {
        maxYoungGenerationSizeMb: YOUNG_MEGABYTES,
        ...(megabytes === undefined ? {} : { maxOldGenerationSizeMb: megabytes }),
      },
    });
    // Whoever waits for what it found hears of it.
    this.#found.promise.catch(() => {});
    this.#worker.on('message', (message: FromWorker) => {
      if ('played' in message) return this.#found.resolve(message.played);
      this.#waiting -= 1;
      this.#room?.();
    });
    this.#worker.on('error', (error) => this.#fail(failureOf(error)));
    this.#worker.on('exit', () =>
      this.#fail(new Error('a thread of the backtest ended before it had told what it found')),
    );
  }

  /** Sends records; waits while the thread has enough to do. */
  async play(records: readonly HistoryText[]): Promise<void> {
    for (let from = 0; from < records.length; from += PAGE) {
      while (this.#waiting >= PAGES_AHEAD) await Promise.race([this.#roomAgain(), this.#found.promise]);
      this.#waiting += 1;
      this.#send({ page: pageOf(records.slice(from, from + PAGE)) });
    }
  }

  /** `atMs` is where the history ends, also where the last record was another thread's. */
  end(atMs: number | undefined): Promise<Played> {
    this.#send({ end: true, ...(atMs === undefined ? {} : { atMs }) });
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

function failureOf(error: unknown): unknown {
  const outOfMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return outOfMemory ? new Failure('backtest-too-large') : error;
}
