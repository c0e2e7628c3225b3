import { once } from 'node:events';
import { Failure } from '@slipway/shared/failure';
import {
  asking,
  askingAgain,
  ensureTopic,
  type Handover,
  type Kafka,
  type KafkaAccess,
  type KafkaLog,
  kafkaClient,
  type Producer,
  partitionsOf,
  shareTopic,
  TopicReader,
} from '../kafka/index.ts';
import { KafkaAppender } from './kafka-appender.ts';
import { KafkaReader } from './kafka-reader.ts';
import { recordOf } from './kafka-record.ts';
import type { EventLog, LogMarks, LogPosition, LogRecord, NewRecord, PartitionReader } from './port.ts';

/** How the log's Kafka is reached and how its topics are laid out. */
export interface KafkaOptions extends KafkaAccess {
  /** Stands before the names of topics and groups. */
  readonly prefix: string;
  /** On how many brokers each record lies. */
  readonly replication: number;
  /** How long a process may give no sign of life before others take its partitions. */
  readonly sessionMs?: number;
  readonly log?: KafkaLog;
}

const SESSION_MS = 10_000;
const READ_BYTES = 1024 * 1024;
/** What the log relies on: the broker's clock, and that nothing is thinned out. */
const CHECKED = ['message.timestamp.type', 'cleanup.policy'] as const;

/** The event log in Kafka: a topic `<prefix><environment>.events` and a consumer group for each environment. */
export class KafkaEventLog implements EventLog {
  readonly #options: KafkaOptions;
  readonly #kafka: Kafka;
  readonly #closing = new AbortController();
  readonly #partitions = new Map<string, number>();
  readonly #appenders = new Map<string, KafkaAppender>();
  readonly #readers = new Map<string, TopicReader>();
  readonly #handovers = new Map<string, Handover>();
  readonly #consuming = new Set<Promise<void>>();
  #producer: Promise<Producer> | undefined;

  constructor(options: KafkaOptions) {
    this.#options = options;
    this.#kafka = kafkaClient(options, options.log);
  }

  /** The topic of an environment. */
  topic(environment: string): string {
    return `${this.#options.prefix}${environment}.events`;
  }

  /**
   * Makes the topic of an environment; again with the same number does nothing, another is a `partition-mismatch`. Fails
   * with `invalid-config` where the topic is there and set up otherwise.
   */
  async createEnvironment(environment: string, partitions: number): Promise<void> {
    const { replication } = this.#options;
    const settings = {
      'message.timestamp.type': 'LogAppendTime',
      'cleanup.policy': 'delete',
      // Replays, backtests and late releases read it from the beginning.
      'retention.ms': '-1',
      'retention.bytes': '-1',
      'min.insync.replicas': replication >= 3 ? '2' : '1',
    };
    await ensureTopic(this.#kafka, { topic: this.topic(environment), partitions, replication, settings }, CHECKED);
    this.#partitions.set(environment, partitions);
    // A new topic is known before its partitions are led. A request to all of them that finds one without a leader is sent
    // again as a whole, and what reached the others would lie there twice.
    await Promise.all(Array.from({ length: partitions }, (_, partition) => this.marks(environment, partition)));
  }

  async partitions(environment: string): Promise<number> {
    const known = this.#partitions.get(environment);
    if (known !== undefined) return known;
    const count = await partitionsOf(this.#kafka, this.topic(environment));
    if (count === undefined) throw new Failure('not-found', `the log of environment ${environment}`);
    this.#partitions.set(environment, count);
    return count;
  }

  async append(environment: string, records: readonly NewRecord[]): Promise<readonly LogPosition[]> {
    if (this.#closing.signal.aborted) throw new Failure('unavailable', 'the event log is closed');
    if (records.length === 0) return [];
    return this.#appender(environment).append(records);
  }

  async consume(
    environment: string,
    own: (reader: PartitionReader) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.partitions(environment);
    const topic = this.topic(environment);
    const positions = new Map<number, number>();
    const handover: Handover = this.#handovers.get(environment) ?? new Map();
    this.#handovers.set(environment, handover);
    const onError = (error: unknown) => this.#options.log?.('warn', `${topic}: ${String(error)}`);
    const group = {
      kafka: this.#kafka,
      group: `${this.#options.prefix}${environment}.engine`,
      topic,
      sessionMs: this.#options.sessionMs ?? SESSION_MS,
      handover,
      positions,
      onError,
    };
    const ownPartition = async (partition: number, owned: AbortSignal) => {
      const reader = new KafkaReader(this.#kafka, { topic, partition, signal: owned }, { positions, onError });
      await own(reader);
      // Done with it before it is taken away: it stays ours.
      if (!owned.aborted) await once(owned, 'abort');
    };
    const consuming = shareTopic(group, ownPartition, AbortSignal.any([signal, this.#closing.signal]));
    const settled = consuming.catch(() => {});
    this.#consuming.add(settled);
    void settled.then(() => this.#consuming.delete(settled));
    await consuming;
  }

  async read(environment: string, partition: number, from: number, limit: number): Promise<readonly LogRecord[]> {
    const reader = await this.#reader(environment);
    return askingAgain(`reading ${reader.topic}/${partition}`, async () => {
      const { low, high } = await reader.marks(partition);
      const found: LogRecord[] = [];
      for (let next = Math.max(from, low); next < high && found.length < limit; ) {
        const fetched = await reader.fetch(partition, next, { waitMs: 100, bytes: READ_BYTES });
        for (const message of fetched.messages) found.push(recordOf(message, partition));
        next = fetched.next;
      }
      return found.slice(0, limit);
    });
  }

  async marks(environment: string, partition: number): Promise<LogMarks> {
    if (partition >= (await this.partitions(environment))) {
      throw new Failure('not-found', `partition ${partition} of environment ${environment}`);
    }
    const reader = await this.#reader(environment);
    return askingAgain(`the marks of ${reader.topic}/${partition}`, () => reader.marks(partition));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#consuming);
    await Promise.all([...this.#appenders.values()].map((appender) => appender.idle()));
    await Promise.all([...this.#readers.values()].map((reader) => reader.close()));
    await this.#producer?.then((producer) => producer.disconnect()).catch(() => {});
  }

  async #reader(environment: string): Promise<TopicReader> {
    await this.partitions(environment);
    const known = this.#readers.get(environment) ?? new TopicReader(this.#kafka, this.topic(environment));
    this.#readers.set(environment, known);
    return known;
  }

  #appender(environment: string): KafkaAppender {
    const known = this.#appenders.get(environment);
    if (known) return known;
    const parts = { producer: () => this.#connected(), partitions: () => this.partitions(environment) };
    const made = new KafkaAppender(this.topic(environment), parts);
    this.#appenders.set(environment, made);
    return made;
  }

  #connected(): Promise<Producer> {
    this.#producer ??= asking('connecting', async () => {
      const partitioner = () => (about: { readonly message: { readonly partition?: number } }) =>
        about.message.partition ?? 0;
      const producer = this.#kafka.producer({ createPartitioner: partitioner, allowAutoTopicCreation: false });
      await producer.connect();
      return producer;
    }).catch((error) => {
      this.#producer = undefined;
      throw error;
    });
    return this.#producer;
  }
}
