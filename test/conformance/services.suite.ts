import { expect, onTestFinished, test } from 'vitest';
import { startKafka } from '../services/kafka.ts';
import { startPostgres } from '../services/postgres.ts';
import { childrenOf, isGone } from '../services/processes.ts';
import { startRedis } from '../services/redis.ts';
import { accepts, type Service } from '../services/service.ts';

const services = { Kafka: startKafka, Redis: startRedis, PostgreSQL: startPostgres };

test.each(Object.entries(services))(
  '%s starts, stands a kill and a pause, and leaves nothing behind',
  async (_, start) => {
    const service: Service = await start();
    onTestFinished(() => service.stop());
    const port = Number(/:(\d+)/.exec(service.url.slice(service.url.lastIndexOf('@') + 1))?.[1]);
    expect(await accepts(port)).toBe(true);
    const all = [service.pid, ...childrenOf(service.pid)];
    await service.kill();
    expect(all.every(isGone)).toBe(true);
    await expect(accepts(port)).rejects.toThrow();
    await service.restart();
    expect(await accepts(port)).toBe(true);
    service.pause();
    service.resume();
    expect(await accepts(port)).toBe(true);
  },
  180_000,
);
