import type { EventLog, LogRecord } from '../event-log/index.ts';
import type { HistoryText } from './order.ts';

const PAGE = 5_000;

/** Which part of a log: up to which moment of its clock. */
export interface LogRange {
  readonly environment: string;
  readonly toMs?: number;
}

/** The records of an environment's log in the order of its clock, page by page; of equal times, partition by partition. */
export async function* logHistory(log: EventLog, { environment, toMs = Number.POSITIVE_INFINITY }: LogRange) {
  const partitions = await log.partitions(environment);
  const readers = await Promise.all(
    Array.from({ length: partitions }, async (_, partition) => {
      const { low } = await log.marks(environment, partition);
      return new Head(log, environment, partition, low);
    }),
  );
  for (const reader of readers) await reader.fill();
  for (;;) {
    const page: HistoryText[] = [];
    while (page.length < PAGE) {
      const next = earliest(readers);
      const record = next?.take();
      if (!next || !record || record.atMs > toMs) break;
      const { kind, key, value, atMs, partition } = record;
      page.push(kind === 'event' ? { key, value, atMs, partition } : { key: '', value: '', atMs, partition });
      if (next.isEmpty) await next.fill();
    }
    if (page.length === 0) return;
    yield page;
  }
}

function earliest(readers: readonly Head[]): Head | undefined {
  let first: Head | undefined;
  for (const reader of readers) if (reader.atMs < (first?.atMs ?? Number.POSITIVE_INFINITY)) first = reader;
  return first;
}

/** Where the reading of a partition stands. */
class Head {
  readonly #log: EventLog;
  readonly #environment: string;
  readonly #partition: number;
  #next: number;
  #records: readonly LogRecord[] = [];
  #at = 0;

  constructor(log: EventLog, environment: string, partition: number, from: number) {
    this.#log = log;
    this.#environment = environment;
    this.#partition = partition;
    this.#next = from;
  }

  get isEmpty(): boolean {
    return this.#at >= this.#records.length;
  }

  /** The clock of its next record; infinite at the end. */
  get atMs(): number {
    return this.#records[this.#at]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  take(): LogRecord | undefined {
    const record = this.#records[this.#at];
    this.#at += 1;
    return record;
  }

  async fill(): Promise<void> {
    this.#records = await this.#log.read(this.#environment, this.#partition, this.#next, PAGE);
    this.#at = 0;
    this.#next = (this.#records.at(-1)?.offset ?? this.#next - 1) + 1;
  }
}
