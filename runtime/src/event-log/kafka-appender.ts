import { Failure } from '@slipway/shared/failure';
import { failureOf, type Producer } from '../kafka/index.ts';
import { bytesOf, messageOf } from './kafka-record.ts';
import { partitionOf } from './partition-of.ts';
import type { LogPosition, NewRecord } from './port.ts';

interface PlacedRecord {
  readonly record: NewRecord;
  readonly partition: number;
}

interface Appending {
  readonly records: readonly NewRecord[];
  readonly done: (positions: readonly LogPosition[]) => void;
  readonly failed: (error: unknown) => void;
}

/** One request takes so many records and bytes: less than a broker takes of one partition as it is delivered (1 MiB). */
const RECORDS_PER_REQUEST = 1_000;
const BYTES_PER_REQUEST = 900_000;
const ACKNOWLEDGED_BY_ALL = -1;
const TIMEOUT_MS = 10_000;

/**
 * Appends to one topic, one request at a time, so that records of a key lie in the order in which they were handed in;
 * while a request is under way, the next gathers. A request that is not answered is sent again, and its records may then
 * lie there twice, behind each other: the loop takes an event once.
 */
export class KafkaAppender {
  readonly #topic: string;
  readonly #producer: () => Promise<Producer>;
  readonly #partitions: () => Promise<number>;
  readonly #waiting: Appending[] = [];
  #flushing: Promise<void> | undefined;

  constructor(
    topic: string,
    parts: { readonly producer: () => Promise<Producer>; readonly partitions: () => Promise<number> },
  ) {
    this.#topic = topic;
    this.#producer = parts.producer;
    this.#partitions = parts.partitions;
  }

  async append(records: readonly NewRecord[]): Promise<readonly LogPosition[]> {
    const appended = new Promise<readonly LogPosition[]>((done, failed) => {
      this.#waiting.push({ records, done, failed });
    });
    this.#flushing ??= this.#flush().finally(() => {
      this.#flushing = undefined;
    });
    return appended;
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#flushing;
  }

  async #flush(): Promise<void> {
    // One turn, so that appends of the same moment share a request.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      await this.#appendTogether(this.#waiting.splice(0, countTogether(this.#waiting)));
    }
  }

  async #appendTogether(together: readonly Appending[]): Promise<void> {
    try {
      const producer = await this.#producer();
      const partitions = await this.#partitions();
      // Found before anything is sent, so that no part of an append stays behind.
      const good = together.filter((appending) => isPlaceable(appending, partitions));
      const placed = good.flatMap(({ records }) => records.map((record) => place(record, partitions)));
      const positions: LogPosition[] = [];
      for (const request of requestsOf(placed)) positions.push(...(await this.#send(producer, request)));
      let from = 0;
      for (const { records, done } of good) {
        done(positions.slice(from, from + records.length));
        from += records.length;
      }
    } catch (error) {
      for (const { failed } of together) failed(failureOf(error, `appending to ${this.#topic}`));
    }
  }

  async #send(producer: Producer, records: readonly PlacedRecord[]): Promise<readonly LogPosition[]> {
    const answers = await producer.send({
      topic: this.#topic,
      acks: ACKNOWLEDGED_BY_ALL,
      timeout: TIMEOUT_MS,
      messages: records.map(({ record, partition }) => messageOf(record, partition)),
    });
    const nexts = new Map(answers.map(({ partition, baseOffset }) => [partition, Number(baseOffset)]));
    return records.map(({ partition }) => {
      const offset = nexts.get(partition);
      if (offset === undefined || !(offset >= 0))
        throw new Error(`${this.#topic}/${partition}: no offset was answered`);
      nexts.set(partition, offset + 1);
      return { partition, offset };
    });
  }
}

/** How many of the first of `waiting` go into one request: at least one. */
function countTogether(waiting: readonly Appending[]): number {
  let records = 0;
  let bytes = 0;
  const tooMany = waiting.findIndex((appending, at) => {
    records += appending.records.length;
    bytes += appending.records.reduce((sum, record) => sum + bytesOf(record), 0);
    return at > 0 && (records > RECORDS_PER_REQUEST || bytes > BYTES_PER_REQUEST);
  });
  return tooMany === -1 ? waiting.length : tooMany;
}

/** Whether all its records have a partition; where not, it fails at once. */
function isPlaceable({ records, failed }: Appending, partitions: number): boolean {
  const wrong = records.find(({ partition = 0 }) => partition >= partitions);
  if (wrong) failed(new Failure('not-found', `partition ${wrong.partition} of ${partitions}`));
  return wrong === undefined;
}

function place(record: NewRecord, partitions: number): PlacedRecord {
  return { record, partition: record.partition ?? partitionOf(record.key, partitions) };
}

/** Splits what is too large for one request. */
function* requestsOf(records: readonly PlacedRecord[]): Iterable<readonly PlacedRecord[]> {
  let request: PlacedRecord[] = [];
  let bytes = 0;
  for (const placed of records) {
    const size = bytesOf(placed.record);
    if (request.length > 0 && (request.length >= RECORDS_PER_REQUEST || bytes + size > BYTES_PER_REQUEST)) {
      yield request;
      request = [];
      bytes = 0;
    }
    request.push(placed);
    bytes += size;
  }
  if (request.length > 0) yield request;
}
