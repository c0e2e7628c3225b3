import { Failure, isFailure } from '@slipway/shared/failure';
import kafkajs, { type Admin, type ITopicConfig, type Kafka } from 'kafkajs';
import { asking, askingAgain, kindsOf } from './failure.ts';

/** A topic as it is to be. */
export interface TopicSpec {
  readonly topic: string;
  readonly partitions: number;
  readonly replication: number;
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Makes a topic, or checks the one that is there: another number of partitions is a `partition-mismatch`, another value of
 * one of `checked` an `invalid-config`.
 */
export async function ensureTopic(kafka: Kafka, spec: TopicSpec, checked: readonly string[]): Promise<void> {
  const { topic, partitions, replication, settings } = spec;
  await administer(kafka, `making topic ${topic}`, async (admin) => {
    const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
    const made = await create(admin, {
      ...{ topic, configEntries },
      ...{ numPartitions: partitions, replicationFactor: replication },
    });
    if (made) return;
    const found = await countPartitions(admin, topic);
    if (found !== partitions) {
      throw new Failure('partition-mismatch', `topic ${topic} has ${found}, asked for ${partitions}`);
    }
    const resources = [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: [...checked] }];
    const described = await admin.describeConfigs({ resources, includeSynonyms: false });
    for (const { configName, configValue } of described.resources[0]?.configEntries ?? []) {
      const wanted = settings[configName];
      if (wanted !== undefined && configValue !== wanted) {
        throw new Failure('invalid-config', `topic ${topic}: ${configName} is ${configValue} and must be ${wanted}`);
      }
    }
  });
}

/** Makes a topic and waits until it is known; false where there is one of its name. */
async function create(admin: Admin, topic: ITopicConfig): Promise<boolean> {
  try {
    return await admin.createTopics({ topics: [topic] });
  } catch (error) {
    if (!kindsOf(error).includes('UNKNOWN_TOPIC_OR_PARTITION')) throw error;
    // It is made. The library, which then asks who leads it, does not wait for a busy broker to have heard of it.
    await askingAgain(`looking for topic ${topic.topic}`, () => admin.fetchTopicMetadata({ topics: [topic.topic] }));
    return true;
  }
}

/** How many partitions a topic has; undefined where there is no such topic. */
export async function partitionsOf(kafka: Kafka, topic: string): Promise<number | undefined> {
  return administer(kafka, `looking for topic ${topic}`, async (admin) => {
    try {
      return await askingAgain(`counting the partitions of ${topic}`, () => countPartitions(admin, topic));
    } catch (error) {
      if (isFailure(error) && error.code === 'not-found') return undefined;
      throw error;
    }
  });
}

/** Fails with `not-found` where there is no such topic, and with `unavailable` while a broker has not heard of its parts. */
async function countPartitions(admin: Admin, topic: string): Promise<number> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] }).catch((error: unknown) => {
    if (kindsOf(error).includes('UNKNOWN_TOPIC_OR_PARTITION')) throw new Failure('not-found', `topic ${topic}`);
    throw error;
  });
  const count = topics[0]?.partitions.length ?? 0;
  // No topic has none: whoever went on with that would take a full topic for an empty one.
  if (count === 0) throw new Failure('unavailable', `topic ${topic}: no partition is known`);
  return count;
}

async function administer<T>(kafka: Kafka, what: string, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  return asking(what, async () => {
    try {
      await admin.connect();
      return await work(admin);
    } finally {
      await admin.disconnect().catch(() => {});
    }
  });
}
