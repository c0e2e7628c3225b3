import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { BacktestSubject, BacktestTraces } from '@slipway/shared/api';
import { type FailureCode, isFailure } from '@slipway/shared/failure';
import { canonicalJson } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import { deleteBacktestSubjects, insertBacktestSubjects } from '../stores/backtest-subjects.ts';
import {
  type BacktestName,
  type BacktestRow,
  backtestsChangedSince,
  claimBacktest,
  endBacktest,
  interruptLost,
  lastBacktestChange,
  releaseBacktest,
  renewBacktest,
  trimBacktests,
} from '../stores/backtests.ts';
import { type BacktestAsked, type BacktestContent, orderOf, rangeOf, type StoredReport } from './content.ts';
import { HeardChanges } from './heard-changes.ts';
import { type HistoryPlaces, openHistory } from './history-of.ts';
import { type BacktestPlayed, playBacktest } from './run-backtest.ts';
import { subjectRows } from './told.ts';
import { Tracer } from './tracer.ts';

/** What the backtests of a process need. */
export interface BacktestParts {
  readonly places: HistoryPlaces;
  readonly now: () => number;
  /** Hears whenever the state of one or how far it is has changed. */
  readonly onChange: (environment: string, id: string) => void;
  readonly onError: (error: unknown, where: string) => void;
  /** Whether there is no other process on this database. */
  readonly alone: boolean;
  readonly threads?: number;
}

/** How far one is. */
export interface BacktestProgress {
  readonly events: number;
  readonly of: number | null;
}

interface Playing {
  readonly row: BacktestRow;
  readonly stop: AbortController;
  progress: BacktestProgress;
}

/** A process that says nothing of its backtest for so long is gone. */
const LEASE_MS = 10_000;
const RENEW_MS = 1_000;
const LOOK_MS = 2_000;
const TELL_MS = 250;

/** Why playing ends before its time. */
class Stopped extends Error {}

/**
 * The backtests of this process, one at a time and in threads of their own: whoever asked first is served first, by
 * whichever process is free. One whose process is gone is told as interrupted; one whose process stops in good order waits
 * for the next.
 */
export class Backtests {
  readonly places: HistoryPlaces;
  readonly #parts: BacktestParts;
  readonly #owner = randomUUID();
  readonly #tracer: Tracer;
  #looking: NodeJS.Timeout | undefined;
  #playing: Playing | undefined;
  #work: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  readonly #changes = new HeardChanges();

  constructor(parts: BacktestParts) {
    this.#parts = parts;
    this.places = parts.places;
    this.#tracer = new Tracer(parts.places);
  }

  /** Tells what was left behind by processes that are gone, and plays what waits, from now on. */
  async start(): Promise<void> {
    await this.#look(this.#parts.alone, true);
    if (!this.#parts.alone) this.#looking = setInterval(() => void this.#look(false), LOOK_MS);
  }

  /** Something waits to be played. */
  wake(): void {
    if (this.#stopped) return;
    if (this.#work) {
      this.#again = true;
      return;
    }
    this.#work = this.#playAll().finally(() => {
      this.#work = undefined;
      if (this.#again) this.wake();
    });
  }

  /** How far one is that this process plays. */
  progressOf({ environment, id }: BacktestName): BacktestProgress | undefined {
    const { row, progress } = this.#playing ?? {};
    return row?.environment === environment && row.id === id ? progress : undefined;
  }

  /** One was cancelled: where it is played here, that ends at once. */
  cancelled({ environment, id }: BacktestName): void {
    if (this.progressOf({ environment, id })) this.#playing?.stop.abort(new Stopped('cancelled'));
    this.#tell(environment, id);
  }

  /** The state of one has changed. */
  changed({ environment, id }: BacktestName): void {
    this.#tell(environment, id);
  }

  /** Plays one subject of a backtest again, step by step. */
  traces(row: BacktestRow, subject: BacktestSubject): Promise<Omit<BacktestTraces, 'known'>> {
    return this.#tracer.traces(row, subject);
  }

  /** Resolves when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#looking);
    this.#playing?.stop.abort(new Stopped('stopping'));
    await Promise.all([this.#work, this.#tracer.stop()]);
  }

  #tell(environment: string, id: string): void {
    this.#parts.onChange(environment, id);
  }

  /** Looks after what other processes did, and left behind. */
  async #look(alone: boolean, first = false): Promise<void> {
    const { kysely } = this.places.database;
    try {
      if (first) this.#changes.from(await lastBacktestChange(kysely));
      const endedAtMs = this.#parts.now();
      for (const lost of await interruptLost(kysely, { owner: this.#owner, alone, endedAtMs })) {
        // It may have gone while it stored what it had found.
        await deleteBacktestSubjects(kysely, { environment: lost.environment, backtest: lost.id });
        this.#tell(lost.environment, lost.id);
      }
      for (const { environment, id } of this.#changes.fresh(await backtestsChangedSince(kysely, this.#changes.sinceMs)))
        this.#tell(environment, id);
    } catch (error) {
      this.#parts.onError(error, 'looking after backtests');
    }
    this.wake();
  }

  async #playAll(): Promise<void> {
    const { kysely } = this.places.database;
    this.#again = false;
    try {
      while (!this.#stopped) {
        const row = await claimBacktest(kysely, this.#owner, LEASE_MS, this.#parts.now());
        if (!row) return;
        this.#tell(row.environment, row.id);
        await this.#play(row);
      }
    } catch (error) {
      this.#parts.onError(error, 'playing backtests');
    }
  }

  async #play(row: BacktestRow): Promise<void> {
    const playing: Playing = { row, stop: new AbortController(), progress: { events: 0, of: null } };
    this.#playing = playing;
    const renewing = setInterval(() => void this.#renew(playing), RENEW_MS);
    try {
      // Asked to stop between claiming it and now.
      if (this.#stopped) playing.stop.abort(new Stopped('stopping'));
      const { played, refused, rows } = await this.#found(playing);
      await this.#store(playing, played, { refused, rows });
    } catch (error) {
      await this.#gaveUp(playing, error);
    } finally {
      clearInterval(renewing);
      this.#playing = undefined;
      this.#tell(row.environment, row.id);
    }
  }

  async #found(playing: Playing) {
    const { row, stop } = playing;
    const asked = JSON.parse(row.request) as BacktestAsked;
    const content = JSON.parse(row.content) as BacktestContent;
    const { environment, workflow } = row;
    const history = await openHistory(this.places, { environment, workflow, asked, content });
    try {
      playing.progress = { events: 0, of: history.of };
      const { fromMs } = rangeOf(asked);
      const order = await orderOf(this.places.database, environment, content, {
        answered: history.answered,
        changedMost: LIMITS.backtestChanged,
        ...(fromMs === undefined ? {} : { fromMs }),
      });
      const played = await playBacktest(order, history.pages, {
        threads: this.#parts.threads ?? Math.min(Math.max(availableParallelism() - 1, 1), LIMITS.backtestThreads),
        gently: true,
        megabytes: LIMITS.backtestMegabytes,
        signal: stop.signal,
        onProgress: throttled((events) => {
          playing.progress = { ...playing.progress, events };
          this.#tell(environment, row.id);
        }),
      });
      const rows = subjectRows(played.report.changed, played.faces, content.nightly);
      return { played, rows, refused: history.refused() };
    } finally {
      await history.close();
    }
  }

  async #store(
    { row, progress }: Playing,
    { report: { changed, ...report } }: BacktestPlayed,
    { refused, rows }: { readonly refused: number; readonly rows: readonly BacktestSubject[] },
  ): Promise<void> {
    const { kysely } = this.places.database;
    const { environment, id, workflow } = row;
    const of = { environment, backtest: id };
    // Not one long transaction: nobody reads them before it is done, and others want the database meanwhile. Whoever stopped
    // while it stored them may have left some.
    await deleteBacktestSubjects(kysely, of);
    await insertBacktestSubjects(kysely, of, rows);
    const { more, fewer, different } = report.verdicts;
    const stored: StoredReport = { ...report, changed: more + fewer + different, kept: rows.length, refused };
    const ended = await endBacktest(
      kysely,
      { ...row, owner: this.#owner },
      {
        state: 'done',
        verdicts: canonicalJson(report.verdicts),
        report: canonicalJson(stored),
        code: null,
        detail: null,
        events: progress.of ?? progress.events,
        events_of: progress.of ?? progress.events,
        ended_at_ms: this.#parts.now(),
      },
    );
    if (!ended) await deleteBacktestSubjects(kysely, of);
    await this.places.database.transaction((transaction) =>
      trimBacktests(transaction, { environment, workflow }, LIMITS.backtestsKept),
    );
  }

  async #gaveUp({ row, stop, progress }: Playing, error: unknown): Promise<void> {
    const { kysely } = this.places.database;
    const name = { ...row, owner: this.#owner };
    if (stop.signal.aborted) {
      if (this.#stopped) await releaseBacktest(kysely, name);
      return;
    }
    const code: FailureCode = isFailure(error) ? error.code : 'internal';
    if (code === 'internal') this.#parts.onError(error, `the backtest ${row.id}`);
    await endBacktest(kysely, name, {
      state: 'failed',
      verdicts: null,
      report: null,
      code,
      detail: isFailure(error) ? error.detail : '',
      events: progress.events,
      events_of: progress.of,
      ended_at_ms: this.#parts.now(),
    });
  }

  async #renew({ row, stop, progress }: Playing): Promise<void> {
    try {
      const { kysely } = this.places.database;
      const mine = await renewBacktest(kysely, { ...row, owner: this.#owner }, progress, LEASE_MS);
      if (!mine) stop.abort(new Stopped('it is no longer to be played here'));
    } catch (error) {
      this.#parts.onError(error, `the backtest ${row.id}`);
    }
  }
}

/** Passes on at most four a second. */
function throttled(tell: (events: number) => void): (events: number) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (events) => {
    const now = performance.now();
    if (now - toldAt < TELL_MS) return;
    toldAt = now;
    tell(events);
  };
}
