import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { KafkaEventLog } from '@slipway/runtime/event-log/kafka';
import type { LogRecord, PartitionReader } from '@slipway/runtime/event-log/port';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type KafkaService, startKafka } from '../services/kafka.ts';
import { waitFor } from '../support/wait-for.ts';

/*
 * What can happen to a log in Kafka and not to the embedded one: members that die or stand still, brokers that go away,
 * topics that somebody else made, compressed or replaced.
 */

const SESSION_MS = 3_000;
const BOUNDS = { events: 100, ms: 20, idleMs: 50 };
let service: KafkaService;
beforeAll(async () => {
  service = await startKafka({ secured: true });
});
afterAll(() => service?.stop());

let environments = 0;
async function open(partitions = 4) {
  environments += 1;
  const environment = `f-${environments}`;
  const options = { brokers: [service.url], prefix: 'check.', replication: 1, sessionMs: SESSION_MS };
  const log = new KafkaEventLog(options);
  onTestFinished(() => log.close());
  await log.createEnvironment(environment, partitions);
  return { log, environment, options };
}

const clientOf = () => new Kafka({ brokers: [service.url], logLevel: logLevel.NOTHING });
const event = (partition: number, value: string) => ({ kind: 'event', key: 'k', value, partition }) as const;

interface Said {
  readonly did: 'begin' | 'end' | 'see';
  readonly partition: number;
  readonly value?: string;
  readonly atMs: number;
}

function member(environment: string): { readonly said: Said[]; readonly child: ChildProcess } {
  const script = join(import.meta.dirname, 'fixtures', 'own-partitions.ts');
  const args = [script, service.url, environment, `${SESSION_MS}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said: Said[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => said.push(JSON.parse(line)));
  return { said, child };
}

const until = (what: string, look: () => unknown, timeoutMs = 20_000) =>
  waitFor(() => (look() ? true : undefined), { what, timeoutMs, everyMs: 20 });
const owned = (said: readonly Said[]) => {
  const now = new Set<number>();
  for (const { did, partition } of said) {
    if (did === 'begin') now.add(partition);
    if (did === 'end') now.delete(partition);
  }
  return now;
};

test('a member that is killed is replaced after its session, by one that reads on', async () => {
  const { log, environment } = await open();
  const first = member(environment);
  await until('four partitions', () => owned(first.said).size === 4);
  const second = member(environment);
  await until('two each', () => owned(first.said).size === 2 && owned(second.said).size === 2);
  first.child.kill('SIGKILL');
  const killedMs = Date.now();
  await until('all four', () => owned(second.said).size === 4);
  expect(Date.now() - killedMs).toBeLessThan(SESSION_MS * 3);
  await Promise.all([0, 1, 2, 3].map((partition) => log.append(environment, [event(partition, 'after')])));
  await until('a record of each', () => second.said.filter(({ did }) => did === 'see').length === 4);
});

test('what a member keeps over a rebalance it goes on with undisturbed', async () => {
  const { environment } = await open();
  const first = member(environment);
  await until('four partitions', () => owned(first.said).size === 4);
  const second = member(environment);
  await until('two each', () => owned(first.said).size === 2 && owned(second.said).size === 2);
  expect(first.said.filter(({ did }) => did === 'begin')).toHaveLength(4);
  second.child.kill('SIGTERM');
  await once(second.child, 'exit');
  await until('all four', () => owned(first.said).size === 4);
  expect(first.said.filter(({ did }) => did === 'begin')).toHaveLength(6);
});

test('a member that stood still for longer than its session lets go of everything when it wakes', async () => {
  const { log, environment } = await open();
  const zombie = member(environment);
  await until('four partitions', () => owned(zombie.said).size === 4);
  const heir = member(environment);
  await until('two each', () => owned(zombie.said).size === 2 && owned(heir.said).size === 2);
  zombie.child.kill('SIGSTOP');
  await until('all four', () => owned(heir.said).size === 4);
  await log.append(
    environment,
    [0, 1, 2, 3].map((partition) => event(partition, 'meanwhile')),
  );
  await until('a record of each', () => heir.said.filter(({ did }) => did === 'see').length === 4);
  const before = zombie.said.length;
  zombie.child.kill('SIGCONT');
  const wokenMs = Date.now();
  await until('both at work again', () => owned(zombie.said).size === 2 && owned(heir.said).size === 2);
  const ends = zombie.said.slice(before).filter(({ did }) => did === 'end');
  expect(ends).toHaveLength(2);
  for (const { atMs } of ends) expect(atMs - wokenMs).toBeLessThan(1_500);
});

test('a broker that is killed and started again has lost nothing, and the readers go on by themselves', async () => {
  const { log, environment } = await open(1);
  const seen: LogRecord[] = [];
  const stop = new AbortController();
  const own = async (reader: PartitionReader) => {
    for await (const batch of reader.batches(seen.length, BOUNDS)) seen.push(...batch);
  };
  const consuming = log.consume(environment, own, stop.signal);
  await log.append(environment, [event(0, '0')]);
  await until('the first record', () => seen.length === 1);
  await service.kill();
  await expect(log.append(environment, [event(0, 'lost?')])).rejects.toMatchObject({ code: 'unavailable' });
  await service.restart();
  const startedMs = Date.now();
  const again = () =>
    log.append(environment, [event(0, '1')]).then(
      () => true,
      () => undefined,
    );
  await waitFor(again, { what: 'an append', timeoutMs: 10_000 });
  await until('the record after', () => seen.some(({ value }) => value === '1'));
  expect(Date.now() - startedMs).toBeLessThan(10_000);
  expect(seen.map(({ offset }) => offset)).toEqual([...seen.keys()]);
  stop.abort();
  await consuming;
});

test('a topic that is replaced under its reader is noticed without a record', async () => {
  const { log, environment } = await open(1);
  await log.append(environment, [event(0, '0'), event(0, '1')]);
  const admin = clientOf().admin();
  await admin.connect();
  onTestFinished(() => admin.disconnect());
  let seen = 0;
  const own = async (reader: PartitionReader) => {
    for await (const batch of reader.batches(0, BOUNDS)) seen += batch.length;
  };
  const consuming = log.consume(environment, own, new AbortController().signal);
  const ending = expect(consuming).rejects.toMatchObject({ code: 'log-behind' });
  await until('both records', () => seen === 2);
  await admin.deleteTopics({ topics: [log.topic(environment)] });
  await new Promise((resolve) => setTimeout(resolve, 500));
  await log.createEnvironment(environment, 1);
  await ending;
});

test.each(['gzip', 'snappy', 'lz4', 'zstd'])('a topic that the broker compresses with %s is read', async (codec) => {
  const { log, environment } = await open(1);
  const admin = clientOf().admin();
  await admin.connect();
  onTestFinished(() => admin.disconnect());
  const configEntries = [{ name: 'compression.type', value: codec }];
  await admin.alterConfigs({
    validateOnly: false,
    resources: [{ type: 2, name: log.topic(environment), configEntries }],
  });
  const values = Array.from({ length: 500 }, (_, at) => `${at} ${'repeated '.repeat(40)}`);
  await log.append(
    environment,
    values.map((value) => event(0, value)),
  );
  const read = await log.read(environment, 0, 0, 1_000);
  expect(read.map(({ value }) => value)).toEqual(values);
});

test('a topic with another number of partitions or another clock is refused', async () => {
  const { log, environment } = await open(2);
  await expect(log.createEnvironment(environment, 3)).rejects.toMatchObject({ code: 'partition-mismatch' });
  const admin = clientOf().admin();
  await admin.connect();
  onTestFinished(() => admin.disconnect());
  await admin.createTopics({ topics: [{ topic: log.topic('foreign'), numPartitions: 2 }] });
  const refused = log.createEnvironment('foreign', 2);
  await expect(refused).rejects.toMatchObject({ code: 'invalid-config' });
  await expect(refused).rejects.toThrow('message.timestamp.type is CreateTime and must be LogAppendTime');
});

test('a record of another writer is handed on as an event, to be judged by the loop', async () => {
  const { log, environment } = await open(1);
  const producer = clientOf().producer();
  await producer.connect();
  onTestFinished(() => producer.disconnect());
  await producer.send({ topic: log.topic(environment), messages: [{ key: null, value: null }] });
  expect(await log.read(environment, 0, 0, 1)).toMatchObject([{ kind: 'event', key: '', value: '', offset: 0 }]);
});

test.each(['plain', 'scram-sha-256', 'scram-sha-512'] as const)(
  'TLS with %s works, and a wrong password is refused',
  async (mechanism) => {
    const { secured } = service;
    if (!secured) throw new Error('no secured listener');
    const { url, ca, username, password } = secured;
    const access = { brokers: [url], ssl: { ca }, prefix: `check-${mechanism}.`, replication: 1 };
    const log = new KafkaEventLog({ ...access, sasl: { mechanism, username, password } });
    onTestFinished(() => log.close());
    await log.createEnvironment('secured', 1);
    expect(await log.append('secured', [event(0, '1')])).toEqual([{ partition: 0, offset: 0 }]);
    const wrong = new KafkaEventLog({ ...access, sasl: { mechanism, username, password: 'wrong' } });
    onTestFinished(() => wrong.close());
    const refused = wrong.append('secured', [event(0, '2')]);
    await expect(refused).rejects.toMatchObject({ code: 'unavailable' });
    await expect(refused).rejects.not.toThrow('wrong');
  },
);

test('what is too much for one request goes in several, in order', async () => {
  const { log, environment } = await open(1);
  const values = Array.from({ length: 12 }, (_, at) => `${at}`.padEnd(250_000, '.'));
  const positions = await log.append(
    environment,
    values.map((value) => event(0, value)),
  );
  expect(positions.map(({ offset }) => offset)).toEqual([...values.keys()]);
  const read = await log.read(environment, 0, 0, 100);
  expect(read.map(({ value }) => value)).toEqual(values);
});
