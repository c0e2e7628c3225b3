import { Failure, isFailure } from '@slipway/shared/failure';
import { instantToMs, parseDuration } from '@slipway/shared/time';
import type { Database } from '../database/index.ts';
import {
  askingAgain,
  failureOf,
  type Handover,
  type Kafka,
  type KafkaAccess,
  type KafkaMessage,
  kafkaClient,
  partitionsOf,
  shareTopic,
  TopicReader,
} from '../kafka/index.ts';
import { deadLetterRow } from '../pipeline/dead-letter.ts';
import { keepDeadLetters } from '../pipeline/ingest.ts';
import { eventRecord } from '../pipeline/log-writer.ts';
import type { Pipeline } from '../pipeline/start-pipeline.ts';
import type { DeadLetterRow } from '../stores/dead-letters.ts';
import { beginSource, moveSourcePartition, type SourceRow, sourcePositions } from '../stores/sources.ts';
import { accessOf, type KafkaSource, kafkaSourceSchema, mappingOf } from './kafka-config.ts';
import { eventsIn, type ForeignRecord, type Understanding } from './kafka-message.ts';
import { SilenceWatch } from './silence-watch.ts';

/** What taking in a topic needs. */
export interface TopicParts {
  readonly database: Database;
  readonly pipeline: Pick<Pipeline, 'changes' | 'emitWith' | 'nowMs' | 'progress' | 'writer'>;
  /** The runtime's own Kafka, for sources that name no brokers. */
  readonly kafka: KafkaAccess | undefined;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly onError: (error: unknown) => void;
  /** Hears how many records of a partition wait to be read. */
  readonly onLag: (partition: number, records: number) => void;
}

const SESSION_MS = 10_000;
const WAIT_MS = 500;
const BYTES_PER_FETCH = 512 * 1024;
/** No more is taken in while so many events wait to be decided. */
const UNDECIDED_MOST = 20_000;
const LOOK_AGAIN_MS = 100;
const AGAIN_MS = 1_000;

/**
 * Takes a topic that others own into a live environment, in the order of each partition, until `signal` aborts. How far it
 * was read is stored here, behind the append: what a crash makes it append again the loop drops, by identity. Processes of
 * one installation share the partitions. What cannot be read, or was gone before it was read, is a dead letter.
 */
export async function takeInTopic(parts: TopicParts, source: SourceRow, signal: AbortSignal): Promise<void> {
  const config = kafkaSourceSchema.parse(JSON.parse(source.config));
  const understanding = { mapping: mappingOf(config), zone: config.zone };
  const kafka = kafkaClient(accessOf(config, parts.kafka, parts.variables), (level, message) => {
    if (level === 'error') parts.onError(new Failure('unavailable', message));
  });
  const partitions = await partitionsOf(kafka, config.topic);
  if (partitions === undefined) throw new Failure('unavailable', `there is no topic ${config.topic} yet`);
  await begin(parts, source, config, { kafka, partitions });
  const positions = new Map<number, number>();
  const handover: Handover = new Map();
  const group = config.group ?? `slipway.${source.environment}.${source.id}`;
  const { environment, id: feed } = source;
  const watch = config.silentAfter && new SilenceWatch(parts, { environment, feed }, parseDuration(config.silentAfter));
  const options = { kafka, group, topic: config.topic, sessionMs: SESSION_MS, handover, positions };
  const take = async (partition: number, owned: AbortSignal) => {
    const place = { kafka, topic: config.topic, partition, understanding, ...(watch ? { watch } : {}) };
    await new PartitionIntake(parts, source, place).run(owned, positions);
  };
  try {
    await shareTopic({ ...options, onError: parts.onError }, take, signal);
  } finally {
    if (watch) await watch.stop();
  }
}

/** Settles, once and for good, where each partition begins: `now` stays the moment at which the source was made. */
async function begin(
  { database }: TopicParts,
  { environment, id }: SourceRow,
  { topic, start }: KafkaSource,
  { kafka, partitions }: { readonly kafka: Kafka; readonly partitions: number },
): Promise<void> {
  if ((await sourcePositions(database.kysely, environment, id)).size > 0) return;
  const reader = new TopicReader(kafka, topic);
  try {
    const positions: Record<number, number> = {};
    for (let partition = 0; partition < partitions; partition += 1) {
      const ask = () => reader.marks(partition);
      const { low, high } = await askingAgain(`the beginning of topic ${topic}`, ask);
      const named = start === 'earliest' ? low : high;
      const atInstant = start !== 'earliest' && start !== 'now';
      positions[partition] = atInstant ? await reader.offsetAt(partition, instantToMs(start)) : named;
    }
    await beginSource(database.kysely, environment, id, positions);
  } catch (error) {
    throw failureOf(error, `the beginning of topic ${topic}`);
  } finally {
    await reader.close();
  }
}

interface Place {
  readonly kafka: Kafka;
  readonly topic: string;
  readonly partition: number;
  readonly understanding: Understanding;
  readonly watch?: SilenceWatch;
}

/** Takes in one partition. */
class PartitionIntake {
  readonly #parts: TopicParts;
  readonly #source: SourceRow;
  readonly #place: Place;
  readonly #reader: TopicReader;

  constructor(parts: TopicParts, source: SourceRow, place: Place) {
    this.#parts = parts;
    this.#source = source;
    this.#place = place;
    this.#reader = new TopicReader(place.kafka, place.topic);
  }

  async run(signal: AbortSignal, positions: Map<number, number>): Promise<void> {
    const { onError, database } = this.#parts;
    const { environment, id } = this.#source;
    const { partition } = this.#place;
    try {
      while (!signal.aborted) {
        try {
          const stored = await sourcePositions(database.kysely, environment, id);
          // A partition that was added later is read from its beginning, whatever the start.
          await this.#follow(stored.get(partition) ?? 0, signal, positions);
        } catch (error) {
          if (isFailure(error) && !error.facts.retry) throw error;
          if (signal.aborted) return;
          onError(error);
          await pause(AGAIN_MS, signal);
        }
      }
    } finally {
      await this.#reader.close();
    }
  }

  async #follow(from: number, signal: AbortSignal, positions: Map<number, number>): Promise<void> {
    const { partition } = this.#place;
    let next = from;
    while (!signal.aborted) {
      await this.#waitForTheLoop(signal);
      const fetched = await this.#fetch(next);
      if (signal.aborted) return;
      if (fetched.next > next) await this.#takeIn(fetched.messages, fetched.next);
      next = fetched.next;
      positions.set(partition, next);
      this.#parts.onLag(partition, Math.max(0, fetched.high - next));
    }
  }

  /** What the topic has dropped before it was read is lost: it says so in a dead letter, and goes on behind it. */
  async #fetch(next: number): ReturnType<TopicReader['fetch']> {
    const { topic, partition } = this.#place;
    try {
      return await this.#reader.fetch(partition, next, { waitMs: WAIT_MS, bytes: BYTES_PER_FETCH });
    } catch (error) {
      if (!isFailure(error)) throw failureOf(error, `reading ${topic}/${partition}`);
      if (error.code !== 'log-gap') throw error;
      const { low, high } = await this.#reader.marks(partition);
      const detail = `the topic had dropped the records ${next} to ${low - 1} before they were read`;
      const gap = { ...this.#about(next), code: 'log-gap', detail, bytes: new Uint8Array() } as const;
      await this.#store([deadLetterRow(gap)], [], low);
      return { messages: [], next: low, high };
    }
  }

  async #takeIn(messages: readonly KafkaMessage[], next: number): Promise<void> {
    const { topic, partition, understanding, watch } = this.#place;
    const letters: DeadLetterRow[] = [];
    const heard = new Set<string>();
    const records = messages.flatMap((message) => {
      const record = foreignRecord(message, topic, partition);
      const result = eventsIn(record, understanding);
      if (result.ok) {
        for (const { event } of result.events) heard.add(event.source);
        return result.events.map(({ event }) => eventRecord(event));
      }
      const { code, detail } = result;
      const bytes = record.value ?? new Uint8Array();
      letters.push(deadLetterRow({ ...this.#about(record.offset), code, detail, bytes }));
      return [];
    });
    await this.#store(letters, records, next);
    await watch?.heard(heard);
  }

  async #store(
    letters: readonly DeadLetterRow[],
    records: readonly ReturnType<typeof eventRecord>[],
    next: number,
  ): Promise<void> {
    const { database, pipeline } = this.#parts;
    const { environment, id } = this.#source;
    await keepDeadLetters({ database, changes: pipeline.changes }, letters);
    if (records.length > 0) await pipeline.writer.append(environment, records);
    await moveSourcePartition(database.kysely, environment, id, { partition: this.#place.partition, next });
    pipeline.changes.tell({ kind: 'source', environment, id });
  }

  /** Of a dead letter: the same record read again after a crash is the same one. */
  #about(offset: number) {
    const { environment, id } = this.#source;
    const { topic, partition } = this.#place;
    const position = `${topic}/${partition}/${offset}`;
    return { environment, source: id, position, atMs: this.#parts.pipeline.nowMs(), repeatable: true };
  }

  async #waitForTheLoop(signal: AbortSignal): Promise<void> {
    const { progress } = this.#parts.pipeline;
    while (!signal.aborted && (await progress.underWay(this.#source.environment)).lag > UNDECIDED_MOST) {
      this.#place.watch?.paused();
      await pause(LOOK_AGAIN_MS, signal);
    }
  }
}

/** Reads one record of a source's topic again, by its position `topic/partition/offset`. */
export async function readForeignRecord(
  source: SourceRow,
  position: string,
  parts: Pick<TopicParts, 'kafka' | 'variables'>,
): Promise<ForeignRecord | undefined> {
  const config = kafkaSourceSchema.parse(JSON.parse(source.config));
  const [topic, partition, offset] = position.split('/');
  if (topic !== config.topic) return undefined;
  const reader = new TopicReader(kafkaClient(accessOf(config, parts.kafka, parts.variables)), topic);
  try {
    const bounds = { waitMs: WAIT_MS, bytes: BYTES_PER_FETCH };
    const { messages } = await reader.fetch(Number(partition), Number(offset), bounds);
    const found = messages.find((message) => message.offset === offset);
    return found && foreignRecord(found, topic, Number(partition));
  } finally {
    await reader.close();
  }
}

/** A record as the library gives it. */
export function foreignRecord(message: KafkaMessage, topic: string, partition: number): ForeignRecord {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(message.headers ?? {})) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) headers.set(name.toLowerCase(), last.toString());
  }
  return {
    topic,
    partition,
    offset: Number(message.offset),
    timestampMs: Number(message.timestamp),
    key: message.key?.toString() ?? null,
    value: message.value,
    headers,
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener('abort', () => resolve(), { once: true });
  await promise;
  clearTimeout(timer);
}
