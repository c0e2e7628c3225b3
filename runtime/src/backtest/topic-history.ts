import type { BacktestHistory } from '@slipway/shared/api';
import { Failure, isFailure } from '@slipway/shared/failure';
import { canonicalJson } from '@slipway/shared/json';
import { instantToMs } from '@slipway/shared/time';
import { askingAgain, type KafkaAccess, kafkaClient, partitionsOf, TopicReader } from '../kafka/index.ts';
import { accessOf, kafkaSourceSchema, mappingOf } from '../sources/kafka-config.ts';
import { eventsIn, type ForeignRecord, type Understanding } from '../sources/kafka-message.ts';
import { foreignRecord } from '../sources/kafka-source.ts';
import { byTime } from './by-time.ts';
import type { HistoryText } from './order.ts';

type Topic = Extract<BacktestHistory, { readonly kind: 'topic' }>;

/** A topic that is read beside whoever reads it: nothing here moves anybody's position. */
export interface TopicReading {
  readonly partitions: number;
  readonly reader: TopicReader;
  readonly understanding: Understanding;
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
/** What the broker does not hand out over so many waits lies in a transaction that is not over. */
const EMPTY_MOST = 3;

/** Opens the topic of a source. Fails with `unavailable`, `invalid-config`. */
export async function openTopic(config: string, { kafka, variables }: TopicAccess): Promise<TopicReading> {
  const source = kafkaSourceSchema.parse(JSON.parse(config));
  const client = kafkaClient(accessOf(source, kafka, variables));
  const partitions = await partitionsOf(client, source.topic);
  if (partitions === undefined) throw new Failure('unavailable', `there is no topic ${source.topic}`);
  const reader = new TopicReader(client, source.topic);
  const understanding = { mapping: mappingOf(source), zone: source.zone };
  return { partitions, reader, understanding, close: () => reader.close() };
}

/** Settles what is read: what a place names, and all that the topic holds where it names nothing. */
export async function topicSpans({ from, to }: Topic, { partitions, reader }: TopicReading): Promise<TopicSpans> {
  const asked = <T>(ask: () => Promise<T>) => askingAgain(`reading ${reader.topic}`, ask);
  const spans: { from: number; to: number }[] = [];
  for (let partition = 0; partition < partitions; partition += 1) {
    const { low, high } = await asked(() => reader.marks(partition));
    const offsetOf = async (place: Topic['from'], otherwise: number) => {
      if (place === undefined) return otherwise;
      if ('at' in place) return asked(() => reader.offsetAt(partition, instantToMs(place.at)));
      return place.offsets[String(partition)] ?? otherwise;
    };
    const first = Math.min(Math.max(await offsetOf(from, low), low), high);
    const end = Math.min(await offsetOf(to, high), high);
    spans.push({ from: first, to: Math.max(first, end) });
  }
  return spans;
}

/**
 * The events of a topic by the time at which their records came to it. What is no event is counted by `onRefused`. Fails
 * with `not-found` where the topic has dropped records since the spans were settled.
 */
export async function* topicHistory(
  reading: TopicReading,
  { spans, onRefused }: { readonly spans: TopicSpans; readonly onRefused: () => void },
): AsyncGenerator<readonly HistoryText[]> {
  const partitions = spans.map((span, partition) => recordsOf(reading.reader, partition, span));
  for await (const records of byTime(partitions)) {
    const page: HistoryText[] = [];
    for (const { record, atMs } of records) {
      const result = eventsIn(record, reading.understanding);
      if (!result.ok) onRefused();
      else for (const { event } of result.events) page.push({ key: event.subject, value: canonicalJson(event), atMs });
    }
    if (page.length > 0) yield page;
  }
}

/** The records of a partition in their order; the offsets of some are nobody's, as compaction leaves them. */
async function* recordsOf(
  reader: TopicReader,
  partition: number,
  { from, to }: TopicSpans[number],
): AsyncGenerator<readonly ForeignRecord[]> {
  let empty = 0;
  for (let at = from; at < to && empty < EMPTY_MOST; ) {
    const { messages, next } = await fetchAt(reader, partition, at);
    empty = next > at ? 0 : empty + 1;
    at = next;
    yield messages
      .map((message) => foreignRecord(message, reader.topic, partition))
      .filter(({ offset }) => offset < to);
  }
}

async function fetchAt(reader: TopicReader, partition: number, from: number): ReturnType<TopicReader['fetch']> {
  const bounds = { waitMs: WAIT_MS, bytes: BYTES };
  try {
    return await askingAgain(`reading ${reader.topic}`, () => reader.fetch(partition, from, bounds));
  } catch (error) {
    if (!isFailure(error) || (error.code !== 'log-gap' && error.code !== 'log-behind')) throw error;
    throw new Failure('not-found', `the topic no longer holds ${error.detail}`, { cause: error });
  }
}
