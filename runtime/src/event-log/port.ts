/** What a record is: an event of a subject, or one of our own control records. */
export type RecordKind = 'event' | 'tick' | 'resumed' | 'activated' | 'broadcast';

/** A record as the log holds it. `value` is canonical text; `atMs` is the clock of the partition in milliseconds. */
export interface LogRecord {
  readonly partition: number;
  readonly offset: number;
  readonly atMs: number;
  readonly kind: RecordKind;
  readonly key: string;
  readonly value: string;
}

/** A record to append. Its partition comes from its key unless `partition` names one, as control records do. */
export interface NewRecord {
  readonly kind: RecordKind;
  readonly key: string;
  readonly value: string;
  readonly partition?: number;
  /** Replay environments only; left out, the log writes the time of the append. */
  readonly atMs?: number;
}

/** Where a record came to lie. */
export interface LogPosition {
  readonly partition: number;
  readonly offset: number;
}

/**
 * When a batch ends: at `events` records, or at the latest `ms` after its first one (sooner where no more are at hand);
 * `idleMs` bounds the wait for a first one.
 */
export interface BatchBounds {
  readonly events: number;
  readonly ms: number;
  readonly idleMs: number;
}

/** The records of one partition for its present owner. */
export interface PartitionReader {
  readonly partition: number;
  /** Aborted when the partition is taken away or the consumer stops; `batches` then ends. */
  readonly signal: AbortSignal;
  /**
   * The records from offset `from` on, in order and without a gap; an empty batch after `idleMs` without a record.
   * Calling it again seeks: the earlier iteration ends.
   * Fails with `log-gap` below the low mark and with `log-behind` above the high mark, never with a silent reset.
   */
  batches(from: number, bounds: BatchBounds): AsyncIterable<readonly LogRecord[]>;
}

/** The lowest offset that the log still holds, and the offset that the next record will get. */
export interface LogMarks {
  readonly low: number;
  readonly high: number;
}

/** The durable, partitioned, replayable log of canonical events: in order per key, in several environments. */
export interface EventLog {
  /**
   * Appends `records` and resolves, in their order, with where they lie, once they are durable. Records of one key keep
   * the order in which they were handed in. Fails with `unavailable` when the log does not answer (then whether
   * they were appended is unknown) and with `not-found` for an environment that has no log.
   */
  append(environment: string, records: readonly NewRecord[]): Promise<readonly LogPosition[]>;
  /**
   * Calls `own` once per assignment of a partition, several side by side, until `signal` aborts; resolves when every
   * `own` has returned. A partition that is taken away aborts its reader and is handed out again only after its `own`
   * has returned. When an `own` throws, the others are aborted and `consume` rejects with what it threw.
   */
  consume(environment: string, own: (reader: PartitionReader) => Promise<void>, signal: AbortSignal): Promise<void>;
  /** At most `limit` records of the history, from offset `from` on; fewer only at the end of the log. */
  read(environment: string, partition: number, from: number, limit: number): Promise<readonly LogRecord[]>;
  marks(environment: string, partition: number): Promise<LogMarks>;
  /** How many partitions the environment's log has. */
  partitions(environment: string): Promise<number>;
  /** Ends every consumer and refuses further appends. */
  close(): Promise<void>;
}
