import { expect, onTestFinished, test, vi } from 'vitest';
import { openTemporaryDatabase } from '../database/index.ts';
import { eventLogConformance } from './conformance.ts';
import { EmbeddedEventLog } from './index.ts';

// A data directory takes seconds to make where the machine is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

eventLogConformance('embedded', async () => {
  const database = await openTemporaryDatabase();
  const log = new EmbeddedEventLog(database);
  let environments = 0;
  return {
    log,
    create: async (partitions) => {
      environments += 1;
      await log.createEnvironment(`e-${environments}`, partitions);
      return `e-${environments}`;
    },
    forget: async (environment, partition, below) => {
      await log.forget(environment, partition, below);
    },
    close: async () => {
      await log.close();
      await database.close();
    },
  };
});

async function openLog() {
  const database = await openTemporaryDatabase();
  onTestFinished(() => database.close());
  const log = new EmbeddedEventLog(database);
  await log.createEnvironment('dev', 1);
  return { database, log };
}

const record = { kind: 'event', key: 'a', value: '1' } as const;
const QUICK = { events: 10, ms: 10, idleMs: 10_000 };

test('an append inside a transaction that rolls back leaves no record and no gap', async () => {
  const { database, log } = await openLog();
  const failing = database.transaction(async (transaction) => {
    await log.appendIn(transaction, 'dev', [record]);
    throw new Error('changed its mind');
  });
  await expect(failing).rejects.toThrow('changed its mind');
  expect(await log.append('dev', [record])).toEqual([{ partition: 0, offset: 0 }]);
});

test('an append that would wait for the transaction it is made in is refused', async () => {
  const { database, log } = await openLog();
  const stuck = database.transaction(() => log.append('dev', [record]));
  await expect(stuck).rejects.toThrow('beside an open transaction');
});

test('a waiting reader sees an append within milliseconds, also one inside a transaction', async () => {
  const { database, log } = await openLog();
  const stop = new AbortController();
  const arrivals: number[] = [];
  const consuming = log.consume(
    'dev',
    async (reader) => {
      for await (const batch of reader.batches(0, QUICK)) if (batch.length > 0) arrivals.push(performance.now());
    },
    stop.signal,
  );
  const waits: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const sent = performance.now();
    if (round % 2) await log.append('dev', [record]);
    else await database.transaction((transaction) => log.appendIn(transaction, 'dev', [record]));
    await expect.poll(() => arrivals.length, { interval: 1 }).toBe(round + 1);
    waits.push((arrivals.at(-1) ?? 0) - sent);
  }
  stop.abort();
  await consuming;
  expect(waits.sort((a, b) => a - b)[5]).toBeLessThan(50);
});

test('one bad record fails its own append and none of those beside it', async () => {
  const { log } = await openLog();
  const good = log.append('dev', [record]);
  const bad = log.append('dev', [{ ...record, value: 'a NUL \u0000 that PostgreSQL refuses' }]);
  const goodToo = log.append('dev', [record]);
  await expect(bad).rejects.toThrow();
  expect([...(await good), ...(await goodToo)].map((position) => position.offset)).toEqual([0, 1]);
});

test('an environment keeps its number of partitions', async () => {
  const { log } = await openLog();
  await log.createEnvironment('dev', 1);
  await expect(log.createEnvironment('dev', 2)).rejects.toMatchObject({ code: 'partition-mismatch' });
});

test('a closed log ends its consumers and refuses appends', async () => {
  const { log } = await openLog();
  const consuming = log.consume(
    'dev',
    async (reader) => {
      for await (const _ of reader.batches(0, QUICK));
    },
    new AbortController().signal,
  );
  await log.close();
  await consuming;
  await expect(log.append('dev', [record])).rejects.toMatchObject({ code: 'unavailable' });
});

test('what was appended is there after a restart', async () => {
  const first = await openTemporaryDatabase();
  const before = new EmbeddedEventLog(first);
  await before.createEnvironment('dev', 4);
  await before.append('dev', [record]);
  const database = await first.reopen();
  onTestFinished(() => database.close());
  const log = new EmbeddedEventLog(database);
  const [position] = await log.append('dev', [record]);
  expect(position?.offset).toBe(1);
});

test('a reader that retention overtakes between two batches says so', async () => {
  const { log } = await openLog();
  await log.append('dev', Array(10).fill(record));
  const offsets: number[] = [];
  const consuming = log.consume(
    'dev',
    async (reader) => {
      for await (const batch of reader.batches(0, { ...QUICK, events: 2 })) {
        offsets.push(...batch.map((one) => one.offset));
        await log.forget('dev', 0, 6);
      }
    },
    new AbortController().signal,
  );
  await expect(consuming).rejects.toMatchObject({ code: 'log-gap' });
  expect(offsets).toEqual([0, 1]);
});
