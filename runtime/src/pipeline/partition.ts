import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { TimerQueue } from '@slipway/shared/engine';
import { isFailure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import type { LogRecord, PartitionReader } from '../event-log/index.ts';
import { type Checkpoint, loadCheckpoint, touchCheckpoint } from '../stores/checkpoints.ts';
import { lastOutcome, type OutcomeRange } from '../stores/outcomes.ts';
import { loadTimers } from '../stores/timers.ts';
import { announceCommit } from './announce-commit.ts';
import type { Batch, Bench } from './batch.ts';
import type { Commit } from './commit.ts';
import { decideBatch } from './decide-batch.ts';
import { openedIn } from './flood-guard.ts';
import { NOTHING_LIVE } from './live-content.ts';
import type { LoopEnvironment, LoopParts } from './loop-parts.ts';
import { addRange } from './outcome-ranges.ts';
import { outgoingOf } from './outgoing.ts';
import { prepareBench } from './prepare-batch.ts';
import { type ReadRecord, readRecord } from './read-record.ts';
import { RecordCache } from './record-cache.ts';
import { isTransient } from './storage-error.ts';

const IDLE_MS = 100;
const OWNER_TOUCH_MS = 20_000;
const OUTAGE_MS = 60_000;
const CACHED_RECORDS = 2_000;
/** Offsets that only moved the clock are stored with the next commit, or when there are so many. */
const DEFERRED_MOST = 5_000;
const BACK_OFF_FIRST_MS = 50;
const BACK_OFF_MOST_MS = 5_000;

/** Owns one partition until its reader's signal aborts. */
export async function runPartition(
  parts: LoopParts,
  environment: LoopEnvironment,
  reader: PartitionReader,
): Promise<void> {
  await new PartitionLoop(parts, environment, reader).run();
}

/** Everything that is dropped when there is any doubt about it. */
interface State {
  checkpoint: Checkpoint;
  batchPosition: Bench['position'];
  timers: TimerQueue;
  lastRange: OutcomeRange | undefined;
  /** Outcomes of offsets that are decided in memory and not stored yet. */
  deferred: OutcomeRange[];
}

class PartitionLoop {
  readonly #parts: LoopParts;
  readonly #environment: LoopEnvironment;
  readonly #reader: PartitionReader;
  readonly #cache = new RecordCache(CACHED_RECORDS);
  readonly #poisoned = new Set<string>();
  #inputsMost: number = LIMITS.batchEvents;
  #isolating = false;
  #begun = false;
  #touchedMs = 0;
  #failures = 0;

  constructor(parts: LoopParts, environment: LoopEnvironment, reader: PartitionReader) {
    this.#parts = parts;
    this.#environment = environment;
    this.#reader = reader;
  }

  async run(): Promise<void> {
    const { signal } = this.#reader;
    while (!signal.aborted) {
      try {
        const state = await this.#load();
        await this.#announceOutage(state);
        this.#parts.onOwned(this.#reader.partition);
        await this.#follow(state);
      } catch (error) {
        if (signal.aborted) return;
        if (isFailure(error) && (error.code === 'log-gap' || error.code === 'log-behind')) throw error;
        this.#parts.onError(error, this.#where());
        this.#cache.clear();
        if (this.#isolating) this.#isolating = false;
        else await this.#backOff();
      }
    }
  }

  #where(): string {
    return `${this.#environment.id}/${this.#reader.partition}`;
  }

  async #backOff(): Promise<void> {
    this.#failures += 1;
    const { signal } = this.#reader;
    const ms = Math.min(BACK_OFF_MOST_MS, BACK_OFF_FIRST_MS * 2 ** Math.min(this.#failures - 1, 10));
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end);
    });
  }

  async #load(): Promise<State> {
    const { database, liveSets, progress, clock } = this.#parts;
    const environment = this.#environment.id;
    const { partition } = this.#reader;
    const nowMs = clock.nowMs();
    const checkpoint = await loadCheckpoint(database.kysely, {
      environment,
      partition,
      next_offset: 0,
      token: randomUUID(),
      clock_ms: 0,
      commit_number: 0,
      live_set: NOTHING_LIVE,
      owned_at_ms: nowMs,
      hold_from_ms: null,
      hold_to_ms: null,
    });
    const { hold_from_ms: fromMs, hold_to_ms: toMs } = checkpoint;
    const hold = fromMs !== null && toMs !== null ? { fromMs, toMs } : null;
    const rows = await loadTimers(database.kysely, environment, partition);
    const timers = new TimerQueue(
      rows.map((row) => ({ subject: row.subject, timer: row.timer, dueMs: row.due_at_ms })),
      hold,
    );
    progress.decided(environment, partition, checkpoint.next_offset, timers.nextDueMs());
    return {
      checkpoint,
      timers,
      batchPosition: {
        nextOffset: checkpoint.next_offset,
        clockMs: checkpoint.clock_ms,
        hold,
        liveSet: await liveSets.load(environment, checkpoint.live_set),
      },
      lastRange: await lastOutcome(database.kysely, environment, partition),
      deferred: [],
    };
  }

  /** Says in the log that nobody was here, so that a replay knows it too. */
  async #announceOutage({ checkpoint }: State): Promise<void> {
    const nowMs = this.#parts.clock.nowMs();
    this.#touchedMs = nowMs;
    const gapMs = nowMs - checkpoint.owned_at_ms;
    if (this.#environment.kind === 'replay' || gapMs <= OUTAGE_MS || checkpoint.commit_number === 0) return;
    const value = JSON.stringify({ fromMs: checkpoint.owned_at_ms, toMs: nowMs });
    const { partition } = this.#reader;
    await this.#parts.writer.append(this.#environment.id, [{ kind: 'resumed', key: '', value, partition }]);
    await touchCheckpoint(this.#parts.database.kysely, checkpoint, nowMs);
  }

  async #follow(state: State): Promise<void> {
    const bounds = { events: LIMITS.batchEvents, ms: LIMITS.batchMs, idleMs: IDLE_MS };
    try {
      for await (const records of this.#reader.batches(await this.#begin(state), bounds)) {
        if (records.length === 0) await this.#idle(state);
        else await this.#handle(state, records.map(readRecord));
        if (this.#reader.signal.aborted) break;
      }
    } finally {
      // Only what a clean end leaves over: after an error the state is in doubt and read again.
      if (this.#reader.signal.aborted && state.deferred.length > 0) await this.#flush(state);
    }
  }

  async #begin(state: State): Promise<number> {
    const { nextOffset } = state.batchPosition;
    const { beginAt } = this.#parts;
    if (!beginAt || this.#begun || state.checkpoint.commit_number === 0) return nextOffset;
    this.#begun = true;
    return beginAt(this.#environment.id, this.#reader.partition);
  }

  async #idle(state: State): Promise<void> {
    if (state.deferred.length > 0) await this.#flush(state);
    const { clock, writer, database } = this.#parts;
    const nowMs = clock.nowMs();
    if (nowMs - this.#touchedMs >= OWNER_TOUCH_MS) {
      this.#touchedMs = nowMs;
      await touchCheckpoint(database.kysely, state.checkpoint, nowMs);
    }
    if (this.#environment.kind === 'replay') return;
    const dueMs = state.timers.nextDueMs();
    if (dueMs === undefined || dueMs > nowMs) return;
    const { partition } = this.#reader;
    await writer.append(this.#environment.id, [{ kind: 'tick', key: '', value: '{}', partition }]);
  }

  async #handle(state: State, records: readonly ReadRecord[]): Promise<void> {
    let rest = records;
    while (rest.length > 0 && !this.#reader.signal.aborted) {
      rest = rest.slice(await this.#decide(state, rest));
      // The embedded database answers without leaving the microtask queue: sockets and timers must get their turn.
      await setImmediate();
    }
  }

  /** Decides and stores a part of the records; answers how many are behind it. */
  async #decide(state: State, records: readonly ReadRecord[]): Promise<number> {
    const bench = await prepareBench(this.#parts, {
      environment: this.#environment.id,
      partition: this.#reader.partition,
      position: state.batchPosition,
      timers: state.timers,
      cache: this.#cache,
      inputsMost: this.#inputsMost,
      poisoned: this.#poisoned,
      records,
    });
    const batch = decideBatch(bench, bench.chunk ? records.slice(0, 1) : records);
    if (isOnlyTime(batch) && !this.#parts.shared) {
      this.#defer(state, batch);
      if (state.batchPosition.nextOffset - state.checkpoint.next_offset > DEFERRED_MOST) await this.#flush(state);
      return batch.consumed;
    }
    await this.#store(state, batch, records[0]?.record);
    return batch.consumed;
  }

  #defer(state: State, batch: Batch): void {
    state.batchPosition = batch.position;
    for (const range of batch.outcomes) addRange(state.deferred, range);
    const nextDueMs = state.timers.nextDueMs();
    this.#parts.progress.decided(this.#environment.id, this.#reader.partition, batch.position.nextOffset, nextDueMs);
  }

  /** Stores the position alone. */
  async #flush(state: State): Promise<void> {
    const nothing = {
      consumed: 0,
      position: state.batchPosition,
      decided: [],
      setAside: [],
      seen: [],
      outcomes: [],
      dirty: new Map(),
      timers: [],
      next: null,
      inputs: [],
    };
    await this.#store(state, nothing, undefined);
  }

  async #store(state: State, batch: Batch, first: LogRecord | undefined): Promise<void> {
    const outcomes = state.lastRange ? [state.lastRange] : [];
    const kept = outcomes.length;
    for (const range of [...state.deferred, ...batch.outcomes]) addRange(outcomes, range);
    const changed = kept > 0 && outcomes[0] === state.lastRange ? outcomes.slice(1) : outcomes;
    const wallMs = this.#parts.clock.nowMs();
    const { checkpoint } = state;
    let commit: Commit;
    const { id: environment, partitions, kind } = this.#environment;
    const { partition } = this.#reader;
    const outgoing = outgoingOf(batch, { partition, partitions });
    // A replay is over before anybody could be flooded, and stays the same at any speed.
    const { floodBounds: bounds } = this.#parts;
    const opened = kind === 'live' ? openedIn(batch, { partition, wallMs, bounds }) : [];
    const count = outgoing.rows.length;
    // Counted before it is stored, so that the environment is never quiet in between.
    if (count > 0) this.#parts.progress.outbox(environment, count);
    try {
      commit = await this.#parts.commit.ask({ checkpoint, batch, outgoing, opened, outcomes: changed, wallMs });
    } catch (error) {
      if (count > 0) this.#parts.progress.outbox(environment, -count);
      if (!isTransient(error)) this.#isolate(batch);
      throw error;
    }
    this.#failures = 0;
    this.#touchedMs = wallMs;
    this.#inputsMost = Math.min(LIMITS.batchEvents, this.#inputsMost * 2);
    state.checkpoint = commit.checkpoint;
    state.batchPosition = batch.position;
    state.lastRange = outcomes.at(-1) ?? state.lastRange;
    state.deferred = [];
    for (const [subject, record] of batch.dirty) this.#cache.set(subject, record);
    const nextDueMs = state.timers.nextDueMs();
    await announceCommit(this.#parts, this.#environment, { commit, batch, outgoing, first, wallMs, nextDueMs });
    if (opened.length > 0) this.#parts.flooded(environment);
  }

  /** A commit that no repetition mends: halve until one input is left, then set that one aside. */
  #isolate(batch: Batch): void {
    const [only] = batch.inputs;
    this.#isolating = only !== undefined;
    if (batch.inputs.length > 1) {
      this.#inputsMost = Math.ceil(batch.inputs.length / 2);
    } else if (only !== undefined) {
      this.#poisoned.add(only);
    }
  }
}

/** Whether a batch came to nothing but a later clock, which need not be stored at once: the log says it again. */
function isOnlyTime(batch: Batch): boolean {
  const { inputs, setAside, timers, outcomes } = batch;
  return (
    inputs.length + setAside.length + timers.length === 0 && outcomes.every((range) => range.outcome === 'control')
  );
}
