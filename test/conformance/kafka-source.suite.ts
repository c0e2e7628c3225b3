import { writeFile } from 'node:fs/promises';
import { ENVIRONMENT, startEmbedded } from '@slipway/runtime/pipeline/testing/embedded-pipeline';
import { retryDeadLetter } from '@slipway/runtime/sources/retry-dead-letter';
import { Sources } from '@slipway/runtime/sources/sources';
import { type Admin, Kafka, logLevel, type Message, type Producer } from 'kafkajs';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type KafkaService, startKafka } from '../services/kafka.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { waitFor } from '../support/wait-for.ts';

/*
 * A topic that others own as a source of a live environment, on a real broker.
 */

let service: KafkaService;
let admin: Admin;
let producer: Producer;
beforeAll(async () => {
  service = await startKafka({ secured: true });
  const kafka = new Kafka({ brokers: [service.url], logLevel: logLevel.NOTHING });
  admin = kafka.admin();
  producer = kafka.producer();
  await Promise.all([admin.connect(), producer.connect()]);
});
afterAll(async () => {
  await Promise.all([admin?.disconnect(), producer?.disconnect()]);
  await service?.stop();
});

const PARTITIONS = 2;
let topics = 0;
async function makeTopic(): Promise<string> {
  topics += 1;
  const topic = `erp.orders.${topics}`;
  await admin.createTopics({ topics: [{ topic, numPartitions: PARTITIONS }] });
  // A producer that finds one partition without a leader sends to all of them again.
  const led = () => admin.fetchTopicOffsets(topic).then((found) => found.length === PARTITIONS || undefined);
  await waitFor(() => led().catch(() => undefined), { what: `leaders of ${topic}`, timeoutMs: 10_000 });
  return topic;
}

const time = '2026-01-01T00:00:00.000Z';
const about = { specversion: '1.0', source: '/erp', type: 'order.changed', time };
const structured = (id: string, subject = `order:${id}`): Message => ({
  key: subject,
  value: JSON.stringify({ ...about, id, subject, data: {} }),
});
const binary = (id: string, value: string | null): Message => ({
  key: id,
  value,
  headers: {
    ...Object.fromEntries(Object.entries(about).map(([name, text]) => [`ce_${name}`, text])),
    ...{ ce_id: id, ce_subject: `order:${id}`, 'content-type': 'application/json' },
  },
});
const send = (topic: string, messages: Message[]) => producer.send({ topic, messages });

async function open() {
  const started = await startEmbedded();
  onTestFinished(() => started.close());
  const { database, log, pipeline } = started;
  const errors: string[] = [];
  const make = () => {
    const onError = (error: unknown) => void errors.push(String(error));
    const variables = { KAFKA_SOURCE_PASSWORD: service.secured?.password };
    const sources = new Sources({ database, log, pipeline, onError, variables });
    onTestFinished(() => sources.stop());
    return sources;
  };
  const count = async (table: string, where = 'true') => {
    const [row] = await started.rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE ${where}`);
    return row?.n ?? 0;
  };
  const seen = (events: number) =>
    waitFor(async () => ((await count('seen_events', `source = '/erp'`)) >= events ? true : undefined), {
      what: `${events} events`,
      timeoutMs: 30_000,
    });
  const letters = () => started.rows<{ id: string; position: string; code: string }>('SELECT * FROM dead_letters');
  const duplicates = async () => {
    const rows = await started.rows<{ n: number }>(
      `SELECT coalesce(sum(to_offset - from_offset + 1), 0)::int AS n FROM outcomes WHERE outcome = 'duplicate'`,
    );
    return rows[0]?.n ?? 0;
  };
  return { ...started, make, errors, count, seen, letters, duplicates };
}

const config = (topic: string, more: object = {}) => ({
  id: 'erp',
  connector: 'kafka',
  config: { brokers: [service.url], topic, format: 'cloudevents', start: 'earliest', ...more },
});

test('CloudEvents of both modes are decided, and what is none is a dead letter with its place', async () => {
  const topic = await makeTopic();
  await send(topic, [structured('1'), binary('2', '{}'), binary('3', null)]);
  await send(topic, [
    { key: 'gone', value: null, partition: 1 },
    { key: 'x', value: '<order/>', partition: 1 },
  ]);
  const { make, seen, letters } = await open();
  const sources = make();
  await sources.add(ENVIRONMENT, config(topic));
  await send(topic, [structured('4')]);
  await seen(4);
  await waitFor(async () => ((await letters()).length === 2 ? true : undefined), {
    what: 'letters',
    timeoutMs: 10_000,
  });
  const found = (await letters()).map(({ position, code }) => [position.slice(0, -2), code]);
  expect(found.sort()).toEqual([
    [`${topic}/1`, 'invalid-event'],
    [`${topic}/1`, 'invalid-json'],
  ]);
  await waitFor(() => (sources.lags.get(`${ENVIRONMENT}/erp`) === 0 ? true : undefined), {
    what: 'lag 0',
    timeoutMs: 5_000,
  });
});

test('reading goes on where it was stored, and what comes twice is taken once', async () => {
  const topic = await makeTopic();
  await send(
    topic,
    Array.from({ length: 40 }, (_, at) => structured(`${at}`)),
  );
  const { make, seen, rows, duplicates, count } = await open();
  const first = make();
  await first.add(ENVIRONMENT, config(topic));
  await seen(40);
  await first.stop();
  await send(
    topic,
    Array.from({ length: 5 }, (_, at) => structured(`more-${at}`)),
  );
  const second = make();
  await second.startAll(ENVIRONMENT);
  await seen(45);
  expect(await duplicates()).toBe(0);
  await second.stop();
  // As after a crash between the append and the storing of the position.
  await rows(`UPDATE sources SET cursor = '{"0":0,"1":0}'`);
  await make().startAll(ENVIRONMENT);
  await waitFor(async () => ((await duplicates()) === 45 ? true : undefined), {
    what: 'duplicates',
    timeoutMs: 20_000,
  });
  expect(await count('seen_events', `source = '/erp'`)).toBe(45);
});

test('reading begins behind what was there, and stays with that over a restart', async () => {
  const topic = await makeTopic();
  await send(topic, [structured('old-1'), structured('old-2')]);
  const { make, seen, rows } = await open();
  const first = make();
  await first.add(ENVIRONMENT, config(topic, { start: 'now' }));
  await waitFor(
    async () => (await rows<{ cursor: string | null }>('SELECT cursor FROM sources'))[0]?.cursor ?? undefined,
    {
      what: 'the beginning',
      timeoutMs: 10_000,
    },
  );
  await first.stop();
  await send(topic, [structured('new')]);
  await make().startAll(ENVIRONMENT);
  await seen(1);
  expect(await rows(`SELECT event FROM seen_events WHERE source = '/erp'`)).toEqual([{ event: 'new' }]);
});

test('reading begins at an instant', async () => {
  const topic = await makeTopic();
  await send(topic, [structured('before')]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const start = new Date().toISOString();
  await send(topic, [structured('after')]);
  const { make, seen, rows } = await open();
  await make().add(ENVIRONMENT, config(topic, { start }));
  await seen(1);
  expect(await rows(`SELECT event FROM seen_events WHERE source = '/erp'`)).toEqual([{ event: 'after' }]);
});

test('what the topic dropped before it was read is told in a dead letter, and the rest is read', async () => {
  const topic = await makeTopic();
  const messages = Array.from({ length: 10 }, (_, at) => ({ ...structured(`${at}`), partition: 0 }));
  await send(topic, messages);
  const { make, seen, letters, rows } = await open();
  const first = make();
  await first.add(ENVIRONMENT, config(topic));
  await seen(10);
  await first.stop();
  await rows(`UPDATE sources SET cursor = '{"0":2,"1":0}'`);
  await admin.fetchTopicOffsets(topic);
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '7' }] });
  await make().startAll(ENVIRONMENT);
  await waitFor(async () => ((await letters()).length > 0 ? true : undefined), { what: 'a letter', timeoutMs: 10_000 });
  const [letter] = await rows<{ position: string; code: string; detail: string }>('SELECT * FROM dead_letters');
  expect(letter).toMatchObject({ position: `${topic}/0/2`, code: 'log-gap' });
  expect(letter?.detail).toContain('the records 2 to 6');
});

test('two processes share the partitions, and each event is taken once', async () => {
  const topic = await makeTopic();
  const { make, seen, duplicates } = await open();
  const [one, other] = [make(), make()];
  await one.add(ENVIRONMENT, config(topic));
  await other.startAll(ENVIRONMENT);
  const read = (sources: Sources) => sources.lags.has(`${ENVIRONMENT}/erp`);
  await waitFor(() => (read(one) && read(other) ? true : undefined), { what: 'both', timeoutMs: 10_000 });
  await send(
    topic,
    Array.from({ length: 200 }, (_, at) => structured(`${at}`)),
  );
  await seen(200);
  expect(await duplicates()).toBe(0);
});

test('nothing is read while too much waits to be decided', async () => {
  const topic = await makeTopic();
  const { make, seen, pipeline, count } = await open();
  let lag = 1_000_000;
  const { underWay } = pipeline.progress;
  pipeline.progress.underWay = async (environment) => ({
    ...(await underWay.call(pipeline.progress, environment)),
    lag,
  });
  await make().add(ENVIRONMENT, config(topic));
  await send(topic, [structured('1')]);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect(await count('seen_events', `source = '/erp'`)).toBe(0);
  lag = 0;
  await seen(1);
});

test('a dead letter of a topic is read again with its headers', async () => {
  const topic = await makeTopic();
  await send(topic, [binary('1', '{"refs": 1}')]);
  const { make, letters, database, pipeline } = await open();
  const sources = make();
  await sources.add(ENVIRONMENT, config(topic));
  await waitFor(async () => ((await letters()).length > 0 ? true : undefined), { what: 'a letter', timeoutMs: 10_000 });
  const id = (await letters())[0]?.id ?? '';
  const parts = { database, pipeline, sources };
  expect(await retryDeadLetter(parts, ENVIRONMENT, id)).toMatchObject({
    outcome: 'refused',
    reason: { code: 'invalid-event', detail: expect.stringContaining('/data/refs') },
  });
  const mended = JSON.stringify({ ...about, id: '1', subject: 'order:1', data: {} });
  expect(await retryDeadLetter(parts, ENVIRONMENT, id, { text: mended })).toMatchObject({ outcome: 'accepted' });
});

test('a source behind TLS and a password is read, and its password is nowhere in the database', async () => {
  const topic = await makeTopic();
  await send(topic, [structured('1')]);
  const { secured } = service;
  if (!secured) throw new Error('no secured listener');
  const { make, seen, rows, errors } = await open();
  const directory = await temporaryDirectory();
  onTestFinished(() => directory.remove());
  const caFile = `${directory.path}/ca.pem`;
  await writeFile(caFile, secured.ca);
  const sasl = {
    mechanism: 'scram-sha-512',
    username: secured.username,
    password: { variable: 'KAFKA_SOURCE_PASSWORD' },
  };
  await make().add(ENVIRONMENT, config(topic, { brokers: [secured.url], tls: { caFile }, sasl }));
  await seen(1);
  expect(errors).toEqual([]);
  const stored = JSON.stringify(await rows('SELECT * FROM sources'));
  expect(stored).toContain('KAFKA_SOURCE_PASSWORD');
  expect(stored).not.toContain(secured.password);
});

test('a topic is refused in a replay, where the mapping is missing, and where its secret could be any variable', async () => {
  const { make, pipeline } = await open();
  await pipeline.createEnvironment({ id: 'replay', kind: 'replay', deliversTo: 'outbox', partitions: 1 });
  const sources = make();
  await expect(sources.add('replay', config('t'))).rejects.toThrow('a topic is live');
  await expect(sources.add(ENVIRONMENT, config('t', { format: 'json' }))).rejects.toThrow('plain JSON needs one');
  const sasl = { mechanism: 'plain', username: 'u', password: { variable: 'DATABASE_URL' } };
  await expect(sources.add(ENVIRONMENT, config('t', { sasl }))).rejects.toThrow('KAFKA_SOURCE_PASSWORD');
});
