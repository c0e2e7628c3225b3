import type { BacktestHistory } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { canonicalJson } from '@slipway/shared/json';
import { instantToMs } from '@slipway/shared/time';
import { failureOf, type KafkaAccess, kafkaClient, partitionsOf, TopicReader } from '../kafka/index.ts';
import { accessOf, kafkaSourceSchema, mappingOf } from '../sources/kafka-config.ts';
import { eventsIn, type ForeignRecord, type Understanding } from '../sources/kafka-message.ts';
import { foreignRecord } from '../sources/kafka-source.ts';
import type { HistoryText } from './order.ts';

type Topic = Extract<BacktestHistory, { readonly kind: 'topic' }>;

/** As much of a topic as is read here; nothing of it moves anybody's position. */
export interface TopicReading {
  readonly partitions: number;
  marks(partition: number): Promise<{ readonly low: number; readonly high: number }>;
  offsetAt(partition: number, atMs: number): Promise<number>;
  /** Records from an offset on, and where to go on; none where there are none yet. */
  fetch(
    partition: number,
    from: number,
  ): Promise<{ readonly records: readonly ForeignRecord[]; readonly next: number }>;
  close(): Promise<void>;
}

/** What is read of each partition: from the first offset to before the second. */
export type TopicSpans = readonly { readonly from: number; readonly to: number }[];

/** Where the runtime's own Kafka is, and where sources find their secrets. */
export interface TopicAccess {
  readonly kafka?: KafkaAccess | undefined;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

const BYTES = 1024 * 1024;
const WAIT_MS = 500;
const PAGE = 2_000;

/** Opens the topic of a source, beside whoever reads it. Fails with `unavailable`, `invalid-config`. */
export async function openTopic(
  config: string,
  { kafka, variables }: TopicAccess,
): Promise<{ readonly reading: TopicReading; readonly understanding: Understanding }> {
  const source = kafkaSourceSchema.parse(JSON.parse(config));
  const client = kafkaClient(accessOf(source, kafka, variables));
  const { topic } = source;
  const asked = async <T>(ask: Promise<T>): Promise<T> => {
    try {
      return await ask;
    } catch (error) {
      throw failureOf(error, `reading ${topic}`);
    }
  };
  const partitions = await asked(partitionsOf(client, topic));
  if (partitions === undefined) throw new Failure('unavailable', `there is no topic ${topic}`);
  const reader = new TopicReader(client, topic);
  return {
    understanding: { mapping: mappingOf(source), zone: source.zone },
    reading: {
      partitions,
      marks: (partition) => asked(reader.marks(partition)),
      offsetAt: (partition, atMs) => asked(reader.offsetAt(partition, atMs)),
      fetch: async (partition, from) => {
        const { messages, next } = await asked(reader.fetch(partition, from, { waitMs: WAIT_MS, bytes: BYTES }));
        return { records: messages.map((message) => foreignRecord(message, topic, partition)), next };
      },
      close: () => reader.close(),
    },
  };
}

/** Settles what is read: what a place names, and all that the topic holds where it names nothing. */
export async function topicSpans({ from, to }: Topic, reading: TopicReading): Promise<TopicSpans> {
  const spans: { from: number; to: number }[] = [];
  for (let partition = 0; partition < reading.partitions; partition += 1) {
    const { low, high } = await reading.marks(partition);
    const placeOf = async (place: Topic['from'], otherwise: number) => {
      if (place === undefined) return otherwise;
      if ('at' in place) return reading.offsetAt(partition, instantToMs(place.at));
      return place.offsets[String(partition)] ?? otherwise;
    };
    const first = Math.max(await placeOf(from, low), low);
    const end = Math.min(await placeOf(to, high), high);
    spans.push({ from: first, to: Math.max(first, end) });
  }
  return spans;
}

/**
 * The events of a topic by the time at which their records came to it, which never goes back within a partition. What is
 * no event is counted by `onRefused`.
 */
export async function* topicHistory(
  reading: TopicReading,
  understanding: Understanding,
  { spans, onRefused }: { readonly spans: TopicSpans; readonly onRefused: () => void },
): AsyncGenerator<readonly HistoryText[]> {
  const heads = spans.map((span, partition) => new Head(reading, partition, span));
  let page: HistoryText[] = [];
  for (;;) {
    let first: Head | undefined;
    for (const head of heads) {
      await head.fill();
      if (head.atMs < (first?.atMs ?? Number.POSITIVE_INFINITY)) first = head;
    }
    const record = first?.take();
    if (!first || !record) break;
    const result = eventsIn(record.record, understanding);
    if (!result.ok) onRefused();
    else
      for (const { event } of result.events)
        page.push({ key: event.subject, value: canonicalJson(event), atMs: record.atMs });
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** Where the reading of a partition stands. */
class Head {
  readonly #reading: TopicReading;
  readonly #partition: number;
  readonly #to: number;
  #next: number;
  #records: readonly ForeignRecord[] = [];
  #at = 0;
  #clockMs = Number.NEGATIVE_INFINITY;

  constructor(reading: TopicReading, partition: number, { from, to }: TopicSpans[number]) {
    this.#reading = reading;
    this.#partition = partition;
    this.#next = from;
    this.#to = to;
  }

  /** The time of its next record; infinite at the end. */
  get atMs(): number {
    const record = this.#records[this.#at];
    return record ? Math.max(this.#clockMs, record.timestampMs) : Number.POSITIVE_INFINITY;
  }

  take(): { readonly record: ForeignRecord; readonly atMs: number } | undefined {
    const record = this.#records[this.#at];
    if (!record) return undefined;
    this.#clockMs = this.atMs;
    this.#at += 1;
    return { record, atMs: this.#clockMs };
  }

  /** Brings further records where none are at hand. A compacted topic may have none left up to its end. */
  async fill(): Promise<void> {
    while (this.#at >= this.#records.length && this.#next < this.#to) {
      const { records, next } = await this.#reading.fetch(this.#partition, this.#next);
      this.#records = records.filter(({ offset }) => offset < this.#to);
      this.#at = 0;
      if (next <= this.#next) this.#next = this.#to;
      else this.#next = next;
    }
  }
}
