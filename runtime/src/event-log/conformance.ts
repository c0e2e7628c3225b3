import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partitionOf } from './partition-of.ts';
import type { BatchBounds, EventLog, LogRecord, NewRecord, PartitionReader } from './port.ts';

/** What an adapter brings to the suite: an empty log and a way to name and to age its environments. */
export interface EventLogUnderTest {
  readonly log: EventLog;
  /** Makes a new environment of so many partitions and answers its name. */
  create(partitions: number): Promise<string>;
  /** Lets retention drop the records of a partition below an offset. */
  forget(environment: string, partition: number, below: number): Promise<void>;
  close(): Promise<void>;
}

const BOUNDS: BatchBounds = { events: 100, ms: 20, idleMs: 40 };
const PARTITIONS = 4;

function event(key: string, value: string): NewRecord {
  return { kind: 'event', key, value };
}

async function all(log: EventLog, environment: string, partitions: number): Promise<LogRecord[]> {
  const read = Array.from({ length: partitions }, (_, partition) => log.read(environment, partition, 0, 10_000));
  return (await Promise.all(read)).flat();
}

/** Owns all partitions with `own`, then stops once `until` holds. */
async function consumeUntil(
  log: EventLog,
  environment: string,
  own: (reader: PartitionReader) => Promise<void>,
  until: () => boolean,
): Promise<void> {
  const stop = new AbortController();
  const consuming = log.consume(environment, own, stop.signal);
  try {
    await expect.poll(until, { timeout: 10_000, interval: 5 }).toBe(true);
  } finally {
    stop.abort();
    await consuming;
  }
}

/** The definition of the `EventLog` port: every adapter passes this. */
export function eventLogConformance(name: string, make: () => Promise<EventLogUnderTest>): void {
  describe(`event log: ${name}`, { timeout: 30_000 }, () => {
    let made: EventLogUnderTest;
    let log: EventLog;
    const create = () => made.create(PARTITIONS);
    beforeAll(async () => {
      made = await make();
      log = made.log;
    }, 60_000);
    afterAll(() => made.close(), 60_000);

    test('answers where each record lies, in the order handed in', async () => {
      const environment = await create();
      const records = Array.from({ length: 50 }, (_, at) => event(`s-${at % 9}`, `v-${at}`));
      const positions = await log.append(environment, records);
      expect(positions).toHaveLength(50);
      for (const [at, position] of positions.entries()) {
        const [found] = await log.read(environment, position.partition, position.offset, 1);
        expect(found?.value).toBe(`v-${at}`);
        expect(position.partition).toBe(partitionOf(`s-${at % 9}`, PARTITIONS));
      }
    });

    test('keeps the order of each key across many appends at once', async () => {
      const environment = await create();
      const appends = Array.from({ length: 100 }, (_, at) => log.append(environment, [event(`s-${at % 7}`, `${at}`)]));
      await Promise.all(appends);
      const byKey = Map.groupBy(await all(log, environment, PARTITIONS), (record) => record.key);
      expect([...byKey.values()].flat()).toHaveLength(100);
      for (const records of byKey.values()) {
        const values = records.map((record) => Number(record.value));
        expect(values).toEqual([...values].sort((a, b) => a - b));
      }
    });

    test('numbers each partition from 0 without a gap', async () => {
      const environment = await create();
      await log.append(
        environment,
        Array.from({ length: 80 }, (_, at) => event(`s-${at}`, 'x')),
      );
      for (let partition = 0; partition < PARTITIONS; partition += 1) {
        const records = await log.read(environment, partition, 0, 1_000);
        expect(records.map((record) => record.offset)).toEqual([...records.keys()]);
        expect(await log.marks(environment, partition)).toEqual({ low: 0, high: records.length });
      }
    });

    test('puts a control record into the partition that it names', async () => {
      const environment = await create();
      for (const kind of ['resumed', 'activated', 'broadcast'] as const) {
        await log.append(environment, [{ kind, key: '', value: '{}', partition: 2 }]);
        expect((await log.read(environment, 2, 0, 10)).at(-1)).toMatchObject({ kind, partition: 2 });
      }
      const tick: NewRecord = { kind: 'tick', key: '', value: '{}', partition: 3 };
      expect(await log.append(environment, [tick])).toEqual([{ partition: 3, offset: 0 }]);
      expect(await log.read(environment, 3, 0, 10)).toMatchObject([{ kind: 'tick', partition: 3, offset: 0 }]);
    });

    test('appends nothing where one record names a partition that is not there', async () => {
      const environment = await create();
      const wrong = [event('a', '1'), { ...event('a', '2'), partition: PARTITIONS }];
      await expect(log.append(environment, wrong)).rejects.toMatchObject({ code: 'not-found' });
      expect(await all(log, environment, PARTITIONS)).toEqual([]);
    });

    test('keeps the time that a replay gives and else writes that of the append', async () => {
      const environment = await create();
      const before = Date.now();
      await log.append(environment, [{ ...event('a', '1'), atMs: 12_345, partition: 0 }]);
      await log.append(environment, [{ ...event('a', '2'), partition: 0 }]);
      const [replayed, live] = await log.read(environment, 0, 0, 2);
      expect(replayed?.atMs).toBe(12_345);
      expect(live?.atMs).toBeGreaterThanOrEqual(before - 5_000);
      expect(live?.atMs).toBeLessThanOrEqual(Date.now() + 5_000);
    });

    test('keeps text as it is, whatever letters it has', async () => {
      const environment = await create();
      const value = JSON.stringify({ text: 'Größe 🚢 \u2028 \\u0000 \'";--', number: -0, big: '9007199254740993' });
      await log.append(environment, [event('ключ-🔑', value)]);
      const [record] = await log.read(environment, partitionOf('ключ-🔑', PARTITIONS), 0, 1);
      expect(record).toMatchObject({ key: 'ключ-🔑', value });
    });

    test('appends nothing for no records', async () => {
      expect(await log.append(await create(), [])).toEqual([]);
    });

    test('keeps environments apart', async () => {
      const [one, other] = [await create(), await create()];
      await log.append(one, [event('a', 'one')]);
      expect(await all(log, other, PARTITIONS)).toEqual([]);
      expect(await log.partitions(other)).toBe(PARTITIONS);
    });

    test('refuses an environment that has no log', async () => {
      await expect(log.append('nowhere', [event('a', '1')])).rejects.toMatchObject({ code: 'not-found' });
      await expect(log.partitions('nowhere')).rejects.toMatchObject({ code: 'not-found' });
    });

    test('hands every partition to an owner of its own, side by side', async () => {
      const environment = await create();
      const owned = new Set<number>();
      await consumeUntil(
        log,
        environment,
        async (reader) => {
          owned.add(reader.partition);
          for await (const _ of reader.batches(0, BOUNDS));
        },
        () => owned.size === PARTITIONS,
      );
    });

    test('delivers what was there and what comes, each once and in order, in batches within the bound', async () => {
      const environment = await create();
      const send = (from: number) =>
        log.append(
          environment,
          Array.from({ length: 250 }, (_, at) => event(`s-${at % 20}`, `${from + at}`)),
        );
      await send(0);
      const seen: LogRecord[] = [];
      const sizes: number[] = [];
      const own = async (reader: PartitionReader) => {
        for await (const batch of reader.batches(0, { ...BOUNDS, events: 40 })) {
          sizes.push(batch.length);
          seen.push(...batch);
        }
      };
      const sending = send(250);
      await consumeUntil(log, environment, own, () => seen.length >= 500);
      await sending;
      expect(Math.max(...sizes)).toBeLessThanOrEqual(40);
      expect(new Set(seen.map((record) => record.value)).size).toBe(500);
      for (const records of Map.groupBy(seen, (record) => record.partition).values()) {
        expect(records.map((record) => record.offset)).toEqual([...records.keys()]);
      }
    });

    test('hands out an empty batch when nothing has come for so long', async () => {
      const environment = await create();
      let idle = 0;
      const own = async (reader: PartitionReader) => {
        for await (const batch of reader.batches(0, BOUNDS)) if (batch.length === 0) idle += 1;
      };
      await consumeUntil(log, environment, own, () => idle >= 2 * PARTITIONS);
    });

    test('reads on from another offset when asked again', async () => {
      const environment = await create();
      const records = Array.from({ length: 30 }, (_, at) => ({ ...event('a', `${at}`), partition: 1 }));
      await log.append(environment, records);
      const seen: string[] = [];
      const own = async (reader: PartitionReader) => {
        if (reader.partition !== 1) return;
        for (const from of [20, 5]) {
          for await (const batch of reader.batches(from, { ...BOUNDS, events: 2 })) {
            seen.push(...batch.map((record) => record.value));
            break;
          }
        }
      };
      await consumeUntil(log, environment, own, () => seen.length >= 4);
      expect(seen).toEqual(['20', '21', '5', '6']);
    });

    test('says so when the next record is gone, and when the log ends before it', async () => {
      const environment = await create();
      const records = Array.from({ length: 10 }, (_, at) => ({ ...event('a', `${at}`), partition: 0 }));
      await log.append(environment, records);
      await made.forget(environment, 0, 4);
      expect(await log.marks(environment, 0)).toEqual({ low: 4, high: 10 });
      const codes: unknown[] = [];
      const start = async (reader: PartitionReader, from: number) => {
        try {
          for await (const batch of reader.batches(from, BOUNDS)) return void codes.push(batch[0]?.offset);
        } catch (error) {
          codes.push(error instanceof Error && 'code' in error ? error.code : error);
        }
      };
      const own = async (reader: PartitionReader) => {
        if (reader.partition === 0) for (const from of [3, 11, 4]) await start(reader, from);
      };
      await consumeUntil(log, environment, own, () => codes.length === 3);
      expect(codes).toEqual(['log-gap', 'log-behind', 4]);
    });

    test('stops the other owners and reports when one fails', async () => {
      const environment = await create();
      const own = async (reader: PartitionReader) => {
        if (reader.partition === 2) throw new Error('cannot go on');
        for await (const _ of reader.batches(0, BOUNDS));
      };
      await expect(log.consume(environment, own, new AbortController().signal)).rejects.toThrow('cannot go on');
    });

    test('a consumer that is stopped while it stands by resolves', async () => {
      const environment = await create();
      const idle = async (reader: PartitionReader) => {
        for await (const _ of reader.batches(0, BOUNDS));
      };
      const [first, second] = [new AbortController(), new AbortController()];
      const owning = log.consume(environment, idle, first.signal);
      const standingBy = log.consume(environment, idle, second.signal);
      second.abort();
      await standingBy;
      first.abort();
      await owning;
    });

    test('gives a partition to one owner at a time', async () => {
      const environment = await create();
      const owners = new Map<number, number>();
      let most = 0;
      const own = async (reader: PartitionReader) => {
        const now = (owners.get(reader.partition) ?? 0) + 1;
        owners.set(reader.partition, now);
        most = Math.max(most, now);
        for await (const _ of reader.batches(0, BOUNDS));
        owners.set(reader.partition, (owners.get(reader.partition) ?? 0) - 1);
      };
      const [first, second] = [new AbortController(), new AbortController()];
      const consuming = [log.consume(environment, own, first.signal), log.consume(environment, own, second.signal)];
      await expect.poll(() => owners.size, { timeout: 10_000 }).toBe(PARTITIONS);
      first.abort();
      await consuming[0];
      await expect.poll(() => [...owners.values()].every((count) => count === 1), { timeout: 10_000 }).toBe(true);
      second.abort();
      await consuming[1];
      expect(most).toBe(1);
    });
  });
}
