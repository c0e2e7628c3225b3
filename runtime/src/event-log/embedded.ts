import { once } from 'node:events';
import { Failure } from '@slipway/shared/failure';
import { type Kysely, sql } from 'kysely';
import type { EmbeddedDatabase, Schema } from '../database/index.ts';
import { appendRecords, countPartitions } from './append-records.ts';
import { EmbeddedReader } from './embedded-reader.ts';
import type { EventLog, LogMarks, LogPosition, LogRecord, NewRecord, PartitionReader, RecordKind } from './port.ts';
import { WakeUp } from './wake-up.ts';

interface Appending {
  readonly records: readonly NewRecord[];
  readonly done: (positions: readonly LogPosition[]) => void;
  readonly failed: (error: unknown) => void;
}

/** Appends that wait are put into one statement up to so many records and characters of their values. */
const RECORDS_PER_APPEND = 2_000;
const CHARACTERS_PER_APPEND = 4 * 1024 * 1024;

/** The event log in the embedded database's tables `event_log` and `log_heads`. One process; readers wake on append. */
export class EmbeddedEventLog implements EventLog {
  readonly #database: EmbeddedDatabase;
  readonly #now: () => number;
  readonly #wakeUp = new WakeUp();
  readonly #closing = new AbortController();
  readonly #partitions = new Map<string, number>();
  readonly #pending = new Map<string, Appending[]>();
  readonly #consumers = new Map<string, Promise<void>>();
  readonly #flushing = new Set<Promise<void>>();

  /** `now` gives the time of the append to live records, in milliseconds since 1970. */
  constructor(database: EmbeddedDatabase, now: () => number = Date.now) {
    this.#database = database;
    this.#now = now;
  }

  /** Gives an environment its partitions; again with the same number does nothing, another is a `partition-mismatch`. */
  async createEnvironment(environment: string, partitions: number): Promise<void> {
    await sql`INSERT INTO log_heads (environment, partition, next_offset)
      SELECT ${environment}, p, 0 FROM generate_series(0, ${partitions - 1}::int) AS p
      WHERE NOT EXISTS (SELECT 1 FROM log_heads WHERE environment = ${environment})`.execute(this.#database.kysely);
    const found = await this.partitions(environment);
    if (found !== partitions) {
      throw new Failure('partition-mismatch', `${environment} has ${found}, asked for ${partitions}`);
    }
  }

  async partitions(environment: string): Promise<number> {
    const known = this.#partitions.get(environment);
    if (known !== undefined) return known;
    const count = await countPartitions(this.#database.kysely, environment);
    this.#partitions.set(environment, count);
    return count;
  }

  async append(environment: string, records: readonly NewRecord[]): Promise<readonly LogPosition[]> {
    this.#refuseWhenClosed();
    this.#database.refuseInsideTransaction();
    if (records.length === 0) return [];
    const waiting = this.#pending.get(environment) ?? [];
    const appended = new Promise<readonly LogPosition[]>((done, failed) => {
      waiting.push({ records, done, failed });
    });
    if (waiting.length === 1) {
      this.#pending.set(environment, waiting);
      const flushing = this.#flush(environment);
      this.#flushing.add(flushing);
      void flushing.finally(() => this.#flushing.delete(flushing));
    }
    return appended;
  }

  /**
   * Appends inside a transaction of the caller; the records are there once it commits. A reader that this wakes waits
   * at the database's door until then.
   */
  async appendIn(
    transaction: Kysely<Schema>,
    environment: string,
    records: readonly NewRecord[],
  ): Promise<readonly LogPosition[]> {
    if (records.length === 0) return [];
    // Counted through the same transaction: anything else would wait for it.
    const partitions = this.#partitions.get(environment) ?? (await countPartitions(transaction, environment));
    const log = { environment, partitions, nowMs: this.#now() };
    const positions = await appendRecords(transaction, log, records);
    for (const partition of new Set(positions.map((position) => position.partition))) {
      this.#wakeUp.wake(nameOf(environment, partition));
    }
    return positions;
  }

  async consume(
    environment: string,
    own: (reader: PartitionReader) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    this.#refuseWhenClosed();
    const partitions = await this.partitions(environment);
    const ending = AbortSignal.any([signal, this.#closing.signal]);
    const before = this.#consumers.get(environment) ?? Promise.resolve();
    const consuming = this.#ownAfter(before, ending, () => this.#ownAll(environment, partitions, own, ending));
    this.#consumers.set(environment, settled([before, consuming]));
    await consuming;
  }

  async read(environment: string, partition: number, from: number, limit: number): Promise<readonly LogRecord[]> {
    const rows = await this.#database.kysely
      .selectFrom('event_log')
      .select(['offset', 'at_ms', 'kind', 'key', 'value'])
      .where('environment', '=', environment)
      .where('partition', '=', partition)
      .where('offset', '>=', from)
      .orderBy('offset')
      .limit(limit)
      .execute();
    return rows.map(({ offset, at_ms, kind, key, value }) => {
      return { partition, offset, atMs: at_ms, kind: kind as RecordKind, key, value };
    });
  }

  async marks(environment: string, partition: number): Promise<LogMarks> {
    const { rows } = await sql<LogMarks>`
      SELECT next_offset AS high, COALESCE((SELECT min("offset") FROM event_log e
        WHERE e.environment = h.environment AND e.partition = h.partition), next_offset) AS low
      FROM log_heads h WHERE environment = ${environment} AND partition = ${partition}`.execute(this.#database.kysely);
    const [marks] = rows;
    if (!marks) throw new Failure('not-found', `partition ${partition} of environment ${environment}`);
    return { low: marks.low, high: marks.high };
  }

  /** Forgets the records of a partition below an offset; answers how many there were. */
  async forget(environment: string, partition: number, below: number): Promise<number> {
    const result = await this.#database.kysely
      .deleteFrom('event_log')
      .where('environment', '=', environment)
      .where('partition', '=', partition)
      .where('offset', '<', below)
      .executeTakeFirst();
    return Number(result.numDeletedRows);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#consumers.values(), ...this.#flushing]);
  }

  #refuseWhenClosed(): void {
    if (this.#closing.signal.aborted) throw new Failure('unavailable', 'the event log is closed');
  }

  /** Appends what waits in as few statements as there are; while one runs, the next gathers. */
  async #flush(environment: string): Promise<void> {
    const waiting = this.#pending.get(environment) ?? [];
    // One turn, so that appends of the same moment share a statement.
    await Promise.resolve();
    while (waiting.length > 0) {
      const count = countTogether(waiting);
      const together = waiting.slice(0, count);
      await this.#appendTogether(environment, together);
      waiting.splice(0, count);
    }
    this.#pending.delete(environment);
  }

  async #appendTogether(environment: string, together: readonly Appending[]): Promise<void> {
    try {
      await this.partitions(environment);
      const records = together.flatMap((appending) => appending.records);
      const positions = await this.appendIn(this.#database.kysely, environment, records);
      let from = 0;
      for (const { records, done } of together) {
        done(positions.slice(from, from + records.length));
        from += records.length;
      }
    } catch (error) {
      if (together.length === 1) together[0]?.failed(error);
      // One of them spoils the statement for all: each for itself, in the same order.
      else for (const one of together) await this.#appendTogether(environment, [one]);
    }
  }

  /** A partition has one owner: a second consumer stands by until the first has gone. */
  async #ownAfter(before: Promise<void>, ending: AbortSignal, own: () => Promise<void>): Promise<void> {
    const stop = new AbortController();
    const stopped = once(ending, 'abort', { signal: stop.signal }).catch(() => {});
    if (!ending.aborted) await Promise.race([before, stopped]);
    stop.abort();
    if (!ending.aborted) await own();
  }

  async #ownAll(
    environment: string,
    partitions: number,
    own: (reader: PartitionReader) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const failing = new AbortController();
    const ending = AbortSignal.any([signal, failing.signal]);
    const owning = Array.from({ length: partitions }, async (_, partition) => {
      const place = { environment, partition, name: nameOf(environment, partition), signal: ending };
      try {
        await own(new EmbeddedReader(this, this.#wakeUp, place));
      } catch (error) {
        failing.abort();
        throw error;
      }
    });
    const failed = (await Promise.allSettled(owning)).find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }
}

/** How many of the first of `waiting` go into one statement: at least one. */
function countTogether(waiting: readonly Appending[]): number {
  let records = 0;
  let characters = 0;
  const tooMany = waiting.findIndex((appending, at) => {
    records += appending.records.length;
    characters += appending.records.reduce((sum, record) => sum + record.value.length, 0);
    return at > 0 && (records > RECORDS_PER_APPEND || characters > CHARACTERS_PER_APPEND);
  });
  return tooMany === -1 ? waiting.length : tooMany;
}

async function settled(promises: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(promises);
}

function nameOf(environment: string, partition: number): string {
  return `${environment}/${partition}`;
}
