import { setImmediate } from 'node:timers/promises';
import type { BacktestSubject, BacktestTraces } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import { instantToMs } from '@slipway/shared/time';
import type { BacktestRow } from '../stores/backtests.ts';
import { type BacktestAsked, type BacktestContent, orderOf, rangeOf, type StoredReport } from './content.ts';
import { type HistoryPlaces, openHistory } from './history-of.ts';
import type { BacktestOrder, HistoryText } from './order.ts';
import { pageOf } from './page.ts';
import { OrderPlayer } from './play-order.ts';
import { playBacktest, playsApart } from './run-backtest.ts';
import { type SidesTraced, tracesOf } from './traces.ts';

type Traces = Omit<BacktestTraces, 'known'>;

const KEPT = 50;
const WAITING = 8;
const TURN = 500;

/**
 * Plays single subjects of backtests again, one after the other, for whoever looks at them. Where what is decided about a
 * subject hangs on no other, only its own events are played.
 */
export class Tracer {
  readonly #places: HistoryPlaces;
  readonly #stopping = new AbortController();
  readonly #known = new Map<string, Promise<Traces>>();
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(places: HistoryPlaces) {
    this.#places = places;
  }

  /** Fails with `rate-limited` where too many wait. */
  traces(row: BacktestRow, subject: BacktestSubject): Promise<Traces> {
    const key = `${row.environment} ${row.id} ${subject.subject}`;
    const known = this.#known.get(key);
    if (known) return known;
    if (this.#waiting >= WAITING) throw new Failure('rate-limited', `${this.#waiting} traces are being made`);
    this.#waiting += 1;
    const work = this.#last
      .then(() => this.#trace(row, subject, this.#stopping.signal))
      .finally(() => {
        this.#waiting -= 1;
      });
    this.#last = work.catch(() => {});
    this.#known.set(key, work);
    work.catch(() => this.#known.delete(key));
    for (const oldest of [...this.#known.keys()].slice(0, -KEPT)) this.#known.delete(oldest);
    return work;
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Failure('unavailable', 'stopping'));
    await this.#last;
  }

  async #trace(row: BacktestRow, told: BacktestSubject, signal: AbortSignal): Promise<Traces> {
    const { environment, workflow } = row;
    const { subject } = told;
    const asked = JSON.parse(row.request) as BacktestAsked;
    const content = JSON.parse(row.content) as BacktestContent;
    const { fromMs } = rangeOf(asked);
    const ready = (answered: readonly string[]): Promise<BacktestOrder> =>
      orderOf(this.#places.database, environment, withEnd(content, row.report), {
        answered,
        traced: [subject],
        changedMost: 0,
        ...(fromMs === undefined ? {} : { fromMs }),
      });
    const apart = playsApart(await ready([]));
    const wanted = { environment, workflow, asked, content, ...(apart ? { only: subject } : {}) };
    const history = await openHistory(this.#places, wanted);
    try {
      const order = await ready(history.answered);
      return tracesOf(
        order,
        told,
        apart ? await playHere(order, history.pages, signal) : await play(order, history.pages, signal),
      );
    } finally {
      await history.close();
    }
  }
}

/** The events of one subject are few, so that no thread is begun for them; others have their turn in between. */
async function playHere(
  order: BacktestOrder,
  pages: AsyncIterable<readonly HistoryText[]>,
  signal: AbortSignal,
): Promise<SidesTraced> {
  const player = new OrderPlayer(order);
  for await (const page of pages)
    for (let from = 0; from < page.length; from += TURN) {
      signal.throwIfAborted();
      player.take(pageOf(page.slice(from, from + TURN)));
      await setImmediate();
    }
  return player.end(undefined).traces;
}

async function play(
  order: BacktestOrder,
  pages: AsyncIterable<readonly HistoryText[]>,
  signal: AbortSignal,
): Promise<SidesTraced> {
  const bounds = { threads: 1, gently: true, megabytes: LIMITS.backtestMegabytes };
  return (await playBacktest(order, pages, { ...bounds, signal })).traces;
}

/** A subject alone knows nothing of how long the history of all went on. */
function withEnd(content: BacktestContent, report: string | null): BacktestContent {
  const { to = null } = report === null ? {} : (JSON.parse(report) as StoredReport);
  if (content.clock === 'log' || content.untilMs !== undefined || to === null) return content;
  return { ...content, untilMs: instantToMs(to) };
}
