import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, Kafka } from 'kafkajs';
import { stickyAssigner } from './assigner.ts';
import { type Handover, type Own, Ownership } from './ownership.ts';

/** A group of processes that share a topic. */
export interface GroupOptions {
  readonly kafka: Kafka;
  readonly group: string;
  readonly topic: string;
  /** Without a heartbeat for so long, a member is taken to be dead. */
  readonly sessionMs: number;
  readonly handover: Handover;
  /** Offsets up to which partitions are done, for displays of lag outside; nothing is read from there. */
  readonly positions?: ReadonlyMap<number, number>;
  readonly onError: (error: unknown) => void;
}

const HEARTBEATS_PER_SESSION = 10;
/** Our share of the session without a sign of life after which we take ourselves for dead, before the others do. */
const DOUBT = 0.8;
const REBALANCE_MS = 15_000;
const LOOK_MS = 250;
const COMMIT_MS = 5_000;
const LEAVE_MS = 5_000;
const AGAIN_MS = [250, 500, 1_000, 2_000] as const;
const RETRY = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 20 };

/**
 * Takes part in a group until `signal` aborts, and calls `own` for each partition that falls to us; resolves when all have
 * let go and the group is left. When an `own` throws, the others are aborted and it rejects with that.
 *
 * The library is the member and nothing more: it would read from the broker's offsets after every join and set itself back
 * where those are gone, so its partitions are paused before it can fetch, and whoever owns one reads it with a reader.
 */
export async function shareTopic(options: GroupOptions, own: Own, signal: AbortSignal): Promise<void> {
  const failing = new AbortController();
  const ending = AbortSignal.any([signal, failing.signal]);
  let failed: { readonly error: unknown } | undefined;
  const fail = (error: unknown) => {
    failed ??= { error };
    failing.abort();
  };
  const ownership = new Ownership(own, { ending, handover: options.handover, fail });
  for (let attempt = 0; !ending.aborted; attempt += 1) {
    const joined = await takePart(options, ownership, ending);
    if (joined) attempt = 0;
    if (!ending.aborted)
      await sleep(AGAIN_MS[Math.min(attempt, AGAIN_MS.length - 1)], null, { signal: ending }).catch(() => {});
  }
  await ownership.ended();
  if (failed) throw failed.error;
}

/** One life of a member, to the end or to a crash; answers whether it was ever let in. */
async function takePart(options: GroupOptions, ownership: Ownership, ending: AbortSignal): Promise<boolean> {
  const { topic, sessionMs, onError } = options;
  const consumer = consumerOf(options, ownership);
  const crashed = new AbortController();
  let aliveAtMs = performance.now();
  let joined = false;
  let over = false;
  const alive = () => {
    aliveAtMs = performance.now();
  };
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    // In this very turn, before anything can be fetched.
    consumer.pause([{ topic }]);
    alive();
    joined = true;
    if (!over) ownership.assign(payload.memberAssignment[topic] ?? []);
  });
  consumer.on(consumer.events.HEARTBEAT, () => {
    alive();
    if (!over) ownership.confirm();
  });
  consumer.on(consumer.events.REBALANCING, alive);
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    onError(payload.error);
    crashed.abort();
  });
  const doubting = setInterval(() => {
    if (performance.now() - aliveAtMs > sessionMs * DOUBT) ownership.drop();
  }, LOOK_MS);
  const committing = setInterval(() => commitPositions(consumer, options, ownership.partitions), COMMIT_MS);
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatch: async () => {} });
    if (!ending.aborted && !crashed.signal.aborted) await once(AbortSignal.any([ending, crashed.signal]), 'abort');
  } catch (error) {
    onError(error);
  } finally {
    clearInterval(doubting);
    clearInterval(committing);
    over = true;
    const last = ownership.partitions;
    ownership.drop(true);
    await ownership.ended();
    await commitPositions(consumer, options, last);
    await Promise.race([consumer.disconnect().catch(onError), sleep(LEAVE_MS, null, { ref: false })]);
  }
  return joined;
}

function consumerOf({ kafka, group, topic, sessionMs }: GroupOptions, ownership: Ownership): Consumer {
  return kafka.consumer({
    groupId: group,
    sessionTimeout: sessionMs,
    rebalanceTimeout: REBALANCE_MS,
    heartbeatInterval: sessionMs / HEARTBEATS_PER_SESSION,
    maxWaitTimeInMs: LOOK_MS,
    allowAutoTopicCreation: false,
    partitionAssigners: [stickyAssigner(topic, () => ownership.partitions)],
    // A member that crashed is replaced by a new one, above.
    retry: { ...RETRY, restartOnFailure: async () => false },
  });
}

async function commitPositions(
  consumer: Consumer,
  options: GroupOptions,
  partitions: readonly number[],
): Promise<void> {
  const { topic, positions } = options;
  const done = partitions.flatMap((partition) => {
    const offset = positions?.get(partition);
    return offset === undefined ? [] : [{ topic, partition, offset: String(offset) }];
  });
  // Only a display misses it.
  if (done.length > 0) await consumer.commitOffsets(done).catch(() => {});
}
