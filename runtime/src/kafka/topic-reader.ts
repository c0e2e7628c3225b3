/// <reference path="./kafkajs-internals.d.ts" />
import { Failure } from '@slipway/shared/failure';
import type { Kafka, KafkaMessage } from 'kafkajs';
import Batch from 'kafkajs/src/consumer/batch.js';
import { type Cluster, clusterOf } from './cluster.ts';
import { kindsOf } from './failure.ts';

/** What a fetch brought: records from the asked offset on, where to go on, and where the partition ends. */
export interface Fetched {
  readonly messages: readonly KafkaMessage[];
  readonly next: number;
  readonly high: number;
}

/** How long a fetch may wait for a first record, and how much it may bring (one batch it always brings whole). */
export interface FetchBounds {
  readonly waitMs: number;
  readonly bytes: number;
}

const EARLIEST = '-2';
const LATEST = '-1';
const READ_COMMITTED = 1;

/**
 * Reads the partitions of a topic from any offset, without a group: nothing here moves a position or resets one. The
 * brokers answer the requests of a connection one after the other, so who waits for records has a reader of its own.
 */
export class TopicReader {
  readonly topic: string;
  readonly #kafka: Kafka;
  #cluster: Promise<Cluster> | undefined;

  constructor(kafka: Kafka, topic: string) {
    this.#kafka = kafka;
    this.topic = topic;
  }

  /** Fails with `log-gap` or `log-behind` where the log does not hold `from`, and with what the library throws. */
  async fetch(partition: number, from: number, bounds: FetchBounds): Promise<Fetched> {
    try {
      return await this.#using(partition, async (broker) => {
        const asked = { partition, fetchOffset: String(from), maxBytes: bounds.bytes };
        const { responses } = await broker.fetch({
          maxWaitTime: bounds.waitMs,
          minBytes: 1,
          maxBytes: bounds.bytes,
          isolationLevel: READ_COMMITTED,
          topics: [{ topic: this.topic, partitions: [asked] }],
        });
        const found = responses[0]?.partitions[0];
        if (found === undefined) return { messages: [], next: from, high: from };
        const batch = new Batch(this.topic, String(from), found);
        const next = batch.rawMessages.length === 0 ? from : Number(batch.lastOffset()) + 1;
        return { messages: batch.messages, next: Math.max(from, next), high: Number(batch.highWatermark) };
      });
    } catch (error) {
      if (!kindsOf(error).includes('OFFSET_OUT_OF_RANGE')) throw error;
      const { low, high } = await this.marks(partition);
      const where = `${this.topic}/${partition}: ${from}`;
      if (from < low) throw new Failure('log-gap', `${where}, lowest ${low}`);
      throw new Failure('log-behind', `${where}, end ${high}`);
    }
  }

  async marks(partition: number): Promise<{ readonly low: number; readonly high: number }> {
    const [low, high] = await Promise.all([this.#offset(partition, EARLIEST), this.#offset(partition, LATEST)]);
    return { low, high };
  }

  /** The first offset of a record at or after a time; the end of the partition where there is none. */
  async offsetAt(partition: number, atMs: number): Promise<number> {
    const found = await this.#offset(partition, String(atMs));
    return found < 0 ? this.#offset(partition, LATEST) : found;
  }

  async close(): Promise<void> {
    const cluster = this.#cluster;
    this.#cluster = undefined;
    await cluster?.then((connected) => connected.disconnect()).catch(() => {});
  }

  async #offset(partition: number, timestamp: string): Promise<number> {
    return this.#using(partition, async (broker) => {
      const topics = [{ topic: this.topic, partitions: [{ partition, timestamp }] }];
      const { responses } = await broker.listOffsets({ topics });
      const offset = responses[0]?.partitions[0]?.offset;
      if (offset === undefined) throw new Failure('unavailable', `${this.topic}/${partition}: no offset`);
      return Number(offset);
    });
  }

  /** Asks the leader of a partition. After a mistake everything known of the cluster is forgotten, and learnt again. */
  async #using<T>(
    partition: number,
    ask: (broker: Awaited<ReturnType<Cluster['findBroker']>>) => Promise<T>,
  ): Promise<T> {
    this.#cluster ??= this.#connect();
    const used = this.#cluster;
    try {
      const cluster = await used;
      await cluster.refreshMetadataIfNecessary();
      const [nodeId] = Object.keys(cluster.findLeaderForPartitions(this.topic, [partition]));
      if (nodeId === undefined) throw new Failure('unavailable', `${this.topic}/${partition} has no leader`);
      return await ask(await cluster.findBroker({ nodeId }));
    } catch (error) {
      if (!kindsOf(error).includes('OFFSET_OUT_OF_RANGE') && this.#cluster === used) void this.close();
      throw error;
    }
  }

  async #connect(): Promise<Cluster> {
    const cluster = clusterOf(this.#kafka);
    await cluster.connect();
    await cluster.addTargetTopic(this.topic);
    return cluster;
  }
}
