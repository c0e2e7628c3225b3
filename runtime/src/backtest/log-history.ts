import type { EventLog, LogRecord } from '../event-log/index.ts';
import type { HistoryText } from './order.ts';

const PAGE = 5_000;

/** Which part of a log: up to which moment of its clock, and up to which offset of each partition. */
export interface LogRange {
  readonly environment: string;
  readonly toMs?: number;
  readonly ends?: readonly number[];
  /** Only this partition. */
  readonly partition?: number;
}

/** The records of an environment's log in the order of its clock, page by page; of equal times, partition by partition. */
export async function* logHistory(
  log: EventLog,
  { environment, toMs = Number.POSITIVE_INFINITY, ends, partition: only }: LogRange,
): AsyncGenerator<readonly HistoryText[]> {
  const all = Array.from({ length: await log.partitions(environment) }, (_, partition) => partition);
  const partitions = only === undefined ? all : [only];
  const readers = await Promise.all(
    partitions.map(async (partition) => {
      const { low } = await log.marks(environment, partition);
      return new Head(log, { environment, partition, low, end: ends?.[partition] ?? Number.POSITIVE_INFINITY });
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
  readonly #end: number;
  #next: number;
  #records: readonly LogRecord[] = [];
  #at = 0;

  constructor(
    log: EventLog,
    place: { readonly environment: string; readonly partition: number; readonly low: number; readonly end: number },
  ) {
    this.#log = log;
    this.#environment = place.environment;
    this.#partition = place.partition;
    this.#next = place.low;
    this.#end = place.end;
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
    const limit = Math.min(PAGE, this.#end - this.#next);
    this.#records = limit > 0 ? await this.#log.read(this.#environment, this.#partition, this.#next, limit) : [];
    this.#at = 0;
    this.#next = (this.#records.at(-1)?.offset ?? this.#next - 1) + 1;
  }
}
