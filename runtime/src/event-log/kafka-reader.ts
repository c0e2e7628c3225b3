import { Failure, isFailure } from '@slipway/shared/failure';
import type { Kafka } from '../kafka/index.ts';
import { type Fetched, TopicReader } from '../kafka/index.ts';
import { recordOf } from './kafka-record.ts';
import type { BatchBounds, LogRecord, PartitionReader } from './port.ts';

/** How long the broker may wait for a record before it says that there is none. */
const WAIT_MS = 500;
const BYTES_PER_FETCH = 512 * 1024;
const AGAIN_MS = [100, 250, 500, 1_000] as const;

/** Reads one partition for its present owner, one fetch ahead of what is being handled. */
export class KafkaReader implements PartitionReader {
  readonly partition: number;
  readonly signal: AbortSignal;
  readonly #open: () => TopicReader;
  readonly #where: string;
  readonly #positions: Map<number, number>;
  readonly #onError: (error: unknown) => void;
  /** Counts the calls of `batches`: an older one ends when it finds a newer one. */
  #seek = 0;

  constructor(
    kafka: Kafka,
    place: { readonly topic: string; readonly partition: number; readonly signal: AbortSignal },
    parts: { readonly positions: Map<number, number>; readonly onError: (error: unknown) => void },
  ) {
    this.partition = place.partition;
    this.signal = place.signal;
    this.#open = () => new TopicReader(kafka, place.topic);
    this.#where = `${place.topic}/${place.partition}`;
    this.#positions = parts.positions;
    this.#onError = parts.onError;
  }

  async *batches(from: number, bounds: BatchBounds): AsyncIterable<readonly LogRecord[]> {
    this.#seek += 1;
    const seek = this.#seek;
    const current = () => seek === this.#seek && !this.signal.aborted;
    // Its own, since what an earlier iteration still waits for would hold up its connection.
    const topic = this.#open();
    try {
      yield* this.#follow(topic, from, bounds, current);
    } finally {
      void topic.close();
    }
  }

  async *#follow(
    topic: TopicReader,
    from: number,
    bounds: BatchBounds,
    current: () => boolean,
  ): AsyncIterable<readonly LogRecord[]> {
    let next = from;
    await this.#check(topic, from, current);
    // The first answer is waited for: only then is it known whether there is something.
    let fetched = await this.#trying(current, () => this.#fetchOnce(topic, from, bounds.idleMs));
    let fetching = this.#fetch(topic, fetched?.next ?? from, current);
    while (current()) {
      const { messages = [] } = fetched ?? {};
      // What is missing inside the log must never look like a quiet log.
      const first = messages[0] ? Number(messages[0].offset) : next;
      if (first !== next) throw new Failure('log-gap', `${this.#where}: ${next}, lowest ${first}`);
      if (messages.length === 0) yield [];
      for (let at = 0; at < messages.length; at += bounds.events) {
        const records = messages.slice(at, at + bounds.events).map((message) => recordOf(message, this.partition));
        next += records.length;
        yield records;
        if (!current()) return;
        this.#positions.set(this.partition, next);
      }
      fetched = await within(bounds.idleMs, fetching, this.signal);
      if (fetched) fetching = this.#fetch(topic, fetched.next, current);
    }
  }

  /** Fetches until something has come, over and over while the brokers do not answer. */
  #fetch(topic: TopicReader, from: number, current: () => boolean): Promise<Fetched | undefined> {
    const fetching = this.#trying(current, async () => {
      const fetched = await this.#fetchOnce(topic, from, WAIT_MS);
      return fetched.next > from ? fetched : undefined;
    });
    // Whoever awaits it sees why; where nobody does any more, it does not matter.
    fetching.catch(() => {});
    return fetching;
  }

  #fetchOnce(topic: TopicReader, from: number, waitMs: number): Promise<Fetched> {
    return topic.fetch(this.partition, from, { waitMs, bytes: BYTES_PER_FETCH });
  }

  async #check(topic: TopicReader, from: number, current: () => boolean): Promise<void> {
    const marks = await this.#trying(current, () => topic.marks(this.partition));
    if (marks && from < marks.low) throw new Failure('log-gap', `${this.#where}: ${from}, lowest ${marks.low}`);
    if (marks && from > marks.high) throw new Failure('log-behind', `${this.#where}: ${from}, end ${marks.high}`);
  }

  async #trying<T>(current: () => boolean, ask: () => Promise<T | undefined>): Promise<T | undefined> {
    for (let failures = 0; current(); ) {
      try {
        const answer = await ask();
        if (answer !== undefined) return answer;
        failures = 0;
      } catch (error) {
        if (isFailure(error) && !error.facts.retry) throw error;
        if (!current()) return undefined;
        this.#onError(error);
        const ms = AGAIN_MS[Math.min(failures, AGAIN_MS.length - 1)] ?? 0;
        await new Promise((resolve) => setTimeout(resolve, ms));
        failures += 1;
      }
    }
    return undefined;
  }
}

/** What a promise comes to within `ms`; undefined when it takes longer or `signal` aborts. */
async function within<T>(ms: number, promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const end = () => resolve(undefined);
  const timer = setTimeout(end, ms);
  signal.addEventListener('abort', end, { once: true });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}
