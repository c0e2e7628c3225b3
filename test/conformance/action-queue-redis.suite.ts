import { actionQueueConformance } from '@slipway/runtime/action-queue/conformance';
import { askRedis, openRedisQueue } from '@slipway/runtime/action-queue/redis';
import { afterAll, expect, test } from 'vitest';
import { startRedis } from '../services/redis.ts';
import { flush } from '../services/redis-flush.ts';
import type { Service } from '../services/service.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { startTlsProxy } from '../support/tls-proxy.ts';

let redis: Service | undefined;
let queues = 0;
afterAll(() => redis?.stop());

const open = async (name: string, errors: Error[] = [], url?: string) => {
  redis ??= await startRedis();
  return openRedisQueue({ url: url ?? redis.url, name, onError: (error) => void errors.push(error) });
};

actionQueueConformance('Redis', async () => {
  queues += 1;
  const name = `actions-${queues}`;
  const errors: Error[] = [];
  redis ??= await startRedis();
  const proxy = await startTcpProxy(Number(new URL(redis.url).port));
  const queue = await open(name, errors, `redis://127.0.0.1:${proxy.port}`);
  let closing = () => queue.close();
  return {
    queue,
    errors,
    recoveryMs: 30_000,
    restart: async () => {
      // A queue that is cut off leaves what a killed process leaves: its locks. Its handlers never return.
      await proxy.cut();
      const again = await open(name, errors);
      closing = () => again.close();
      return again;
    },
    close: async () => {
      await closing();
      await proxy.cut();
    },
  };
});

test('while Redis is away enqueuing fails soon, and a worker goes on when it is back', async () => {
  const queue = await open('outage');
  const seen: string[] = [];
  await queue.work(async (id) => void seen.push(id), { concurrency: 2 });
  await queue.enqueue([{ id: 'before' }]);
  await expect.poll(() => seen).toEqual(['before']);
  await redis?.kill();
  const asked = performance.now();
  await expect(queue.enqueue([{ id: 'meanwhile' }])).rejects.toMatchObject({ code: 'unavailable' });
  expect(performance.now() - asked).toBeLessThan(8_000);
  await redis?.restart();
  const enqueued = async () =>
    queue.enqueue([{ id: 'after' }]).then(
      () => true,
      () => false,
    );
  await expect.poll(enqueued, { timeout: 10_000 }).toBe(true);
  await expect.poll(() => seen, { timeout: 10_000 }).toContain('after');
  await queue.close();
});

test('an emptied Redis is missing every job, and takes them again', async () => {
  const queue = await open('flushed');
  await queue.enqueue([{ id: 'a-1' }, { id: 'a-2', delayMs: 60_000 }]);
  await flush(Number(new URL(redis?.url ?? '').port));
  expect(await queue.missing(['a-1', 'a-2'])).toEqual(['a-1', 'a-2']);
  await queue.enqueue([{ id: 'a-1' }]);
  const seen: string[] = [];
  await queue.work(async (id) => void seen.push(id), { concurrency: 1 });
  await expect.poll(() => seen).toEqual(['a-1']);
  await queue.close();
});

test('over TLS it takes the certificate of the authority that is named, and no other', async () => {
  redis ??= await startRedis();
  const target = Number(new URL(redis.url).port);
  const [proxy, stranger] = [
    await startTlsProxy(target, { asked: false }),
    await startTlsProxy(target, { asked: false }),
  ];
  const url = `rediss://127.0.0.1:${proxy.port}`;
  expect(await askRedis({ url, ca: proxy.ca })).toMatchObject({ policy: 'noeviction', persistent: true });
  await expect(askRedis({ url, ca: stranger.ca })).rejects.toMatchObject({ code: 'unavailable' });
  const queue = await openRedisQueue({ url, ca: proxy.ca, name: 'tls', onError: () => {} });
  await queue.enqueue([{ id: 'a-1' }]);
  expect(await queue.missing(['a-1', 'a-2'])).toEqual(['a-2']);
  await queue.close();
  for (const each of [proxy, stranger]) each.close();
});
