import { expect, test } from 'vitest';
import { Health } from './health.ts';
import type { ServiceCheck } from './storage.ts';

const fine = async () => {};
const away = async () => {
  throw new Error('nobody answers');
};

function healthOf(database: ServiceCheck['check'], queue: ServiceCheck['check'], stuck: [string, string][] = []) {
  const services: ServiceCheck[] = [
    { name: 'database', optional: false, check: database },
    { name: 'queue', optional: true, check: queue },
  ];
  return new Health({ storage: { services }, stuck: () => new Map(stuck) });
}

test('a process is ready while everything answers', async () => {
  const found = await healthOf(fine, fine).look();
  expect(found).toEqual({ ready: true, degraded: false, parts: { database: 'ok', queue: 'ok' } });
});

test('without what it can do without for a while it is degraded, and says why', async () => {
  const found = await healthOf(fine, away).look();
  expect(found).toEqual({ ready: true, degraded: true, parts: { database: 'ok', queue: 'nobody answers' } });
});

test('without what it needs it is not ready', async () => {
  expect(await healthOf(away, fine).look()).toMatchObject({ ready: false, parts: { database: 'nobody answers' } });
});

test('a service that does not answer at all is as one that is away', async () => {
  const found = await healthOf(() => new Promise(() => {}), fine).look();
  expect(found).toMatchObject({ ready: false, parts: { database: 'no answer within 2500 ms' } });
});

test('a partition that stands still is named', async () => {
  const found = await healthOf(fine, fine, [['dev/3', 'The log no longer holds the next event to decide.']]).look();
  expect(found).toMatchObject({ ready: true, degraded: true });
  expect(found.parts['partition dev/3']).toContain('no longer holds');
});

test('probes that come together ask once', async () => {
  let asked = 0;
  const health = healthOf(async () => {
    asked += 1;
  }, fine);
  await Promise.all([health.look(), health.look(), health.look()]);
  expect(asked).toBe(1);
});
