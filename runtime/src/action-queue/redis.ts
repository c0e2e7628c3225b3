import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '@slipway/shared/failure';
import { createRedisBackend } from 'bullmq';
import { type RedisOptions as AllOptions, Redis } from 'ioredis';
import { type BullMqOptions, createBullMqQueue } from './bullmq.ts';
import type { ActionQueue } from './port.ts';

/** How Redis (or Valkey) is reached. */
export interface RedisQueueOptions extends BullMqOptions {
  /** `redis://` or, with TLS, `rediss://user:password@host:port/database`. */
  readonly url: string;
  /** PEM of the authorities that may have signed the server's certificate. */
  readonly ca?: string;
  /** Stands before every key, so that several installations may share a Redis. */
  readonly prefix?: string;
}

/** Without what we leave at its default, and whose type disagrees with the constructor's. */
type RedisOptions = Omit<AllOptions, 'replyMapping'>;

const ID_PREFIX = 'job.';
const CONNECT_MS = 5_000;
/** What Redis has not answered by then it will not: the rows know what is owed. */
const ANSWER_MS = 5_000;
const CLOSE_MS = 3_000;
const RECONNECT_MOST_MS = 1_000;
/**
 * How long the job of a dead worker stays its own, and how often such are looked for. Short, since an action whose worker
 * died between taking the job and claiming the row waits for it.
 */
const LOCK_MS = 8_000;
const STALLED_CHECK_MS = 4_000;

/**
 * The action queue on Redis. It is opened whether Redis answers or not: what is asked meanwhile fails with `unavailable`,
 * and workers take up their work when it is back.
 */
export async function openRedisQueue(options: RedisQueueOptions): Promise<ActionQueue> {
  const { url, ca, prefix = 'slipway', onError } = options;
  const make = (further: RedisOptions) => {
    const all = { ...connectionOf(ca), ...further };
    const redis = new Redis(url, all);
    redis.on('error', onError);
    return redis;
  };
  // Whoever enqueues is told soon that Redis is away; a worker waits for it as long as it takes.
  const asking = make({ maxRetriesPerRequest: 1, commandTimeout: ANSWER_MS });
  const working = make({ maxRetriesPerRequest: null });
  const present = async (queue: string, ids: readonly string[]) => {
    const pipeline = asking.pipeline();
    for (const id of ids) pipeline.exists(`${prefix}:${queue}:${id}`);
    const answers = (await pipeline.exec()) ?? [];
    return new Set(ids.filter((_, at) => found(answers[at])));
  };
  const backend = { factory: createRedisBackend, connection: asking, workerConnection: working, present };
  const timing = {
    prefix,
    idPrefix: ID_PREFIX,
    answerMs: ANSWER_MS,
    lockMs: LOCK_MS,
    stalledCheckMs: STALLED_CHECK_MS,
    mayBeAway: true,
  };
  const queue = createBullMqQueue(backend, { ...options, ...timing });
  return {
    ...queue,
    close: async () => {
      // What is away cannot be told goodbye.
      await Promise.race([queue.close().catch(() => {}), sleep(CLOSE_MS, undefined, { ref: false })]);
      asking.disconnect();
      working.disconnect();
    },
  };
}

function found(answer: [error: Error | null, result: unknown] | undefined): boolean {
  if (!answer) throw new Error('Redis left a question unanswered.');
  const [error, result] = answer;
  if (error) throw error;
  return result === 1;
}

function connectionOf(ca: string | undefined): RedisOptions {
  return {
    ...(ca === undefined ? {} : { tls: { ca } }),
    connectTimeout: CONNECT_MS,
    keepAlive: 5_000,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 10), RECONNECT_MOST_MS),
  };
}

/** What of Redis's settings matters to us; `policy` is undefined where it may not be asked. */
export interface RedisFacts {
  readonly version: string;
  readonly policy: string | undefined;
  readonly persistent: boolean;
}

/** Asks Redis once; fails with `unavailable`. */
export async function askRedis({ url, ca }: { readonly url: string; readonly ca?: string }): Promise<RedisFacts> {
  const once: RedisOptions = { retryStrategy: () => null, maxRetriesPerRequest: 0, commandTimeout: ANSWER_MS };
  const all = { ...connectionOf(ca), ...once, lazyConnect: true };
  const redis = new Redis(url, all);
  // The reason comes with the rejection; without a listener it would be printed too.
  redis.on('error', () => {});
  try {
    await redis.connect();
    const info = await redis.info();
    const field = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim();
    const saves = await redis.config('GET', 'save').catch(() => undefined);
    const snapshots = Array.isArray(saves) && saves[1] !== '';
    return {
      version: field('redis_version') ?? '?',
      policy: field('maxmemory_policy'),
      persistent: field('aof_enabled') === '1' || snapshots,
    };
  } catch (error) {
    throw new Failure('unavailable', 'Redis', { cause: error });
  } finally {
    redis.disconnect();
  }
}
