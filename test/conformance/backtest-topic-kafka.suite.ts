import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { Backtests } from '@slipway/runtime/backtest/backtests';
import { waitingBacktest } from '@slipway/runtime/backtest/conformance';
import { openTopic, type TopicSpans, topicHistory, topicSpans } from '@slipway/runtime/backtest/topic-history';
import { openTemporaryDatabase } from '@slipway/runtime/database/index';
import { EmbeddedEventLog } from '@slipway/runtime/event-log/embedded';
import { kafkaClient } from '@slipway/runtime/kafka/index';
import { findBacktestSubject } from '@slipway/runtime/stores/backtest-subjects';
import { findBacktest, insertBacktest } from '@slipway/runtime/stores/backtests';
import { saveSource } from '@slipway/runtime/stores/sources';
import { EXAMPLES } from '@slipway/shared/examples';
import kafkajs, { type Admin, type Kafka, type Message, type Producer } from 'kafkajs';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type KafkaService, startKafka } from '../services/kafka.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { waitFor } from '../support/wait-for.ts';

/*
 * A topic that others own as the history of a backtest, on a real broker.
 */

const { CompressionTypes } = kafkajs;

let service: KafkaService;
let kafka: Kafka;
let admin: Admin;
let producer: Producer;
beforeAll(async () => {
  service = await startKafka({ secured: true });
  // With every compression, as the product's own client knows them.
  kafka = kafkaClient({ brokers: [service.url] });
  admin = kafka.admin();
  producer = kafka.producer();
  await Promise.all([admin.connect(), producer.connect()]);
});
afterAll(async () => {
  await Promise.all([admin?.disconnect(), producer?.disconnect()]);
  await service?.stop();
});

const DAY = Date.parse('2026-03-02T00:00:00.000Z');
const at = (hour: number) => DAY + hour * 3_600_000;
const instant = (hour: number) => ({ at: new Date(at(hour)).toISOString() });
const time = '2026-03-01T00:00:00.000Z';
const about = { specversion: '1.0', source: '/erp', type: 'order.changed', time };

let topics = 0;
async function makeTopic(numPartitions = 2, settings: Readonly<Record<string, string>> = {}): Promise<string> {
  topics += 1;
  const topic = `erp.history.${topics}`;
  // Its records are months old: the broker would drop them at its next look round.
  const configEntries = Object.entries({ 'retention.ms': '-1', ...settings }).map(([name, value]) => ({ name, value }));
  await admin.createTopics({ topics: [{ topic, numPartitions, configEntries }] });
  const led = () => admin.fetchTopicOffsets(topic).then((found) => found.length === numPartitions || undefined);
  await waitFor(() => led().catch(() => undefined), { what: `leaders of ${topic}`, timeoutMs: 10_000 });
  return topic;
}

/** A CloudEvent as a whole, which came at an hour of the day. */
function structured(id: string, hour: number, more: Partial<Message> = {}): Message {
  const value = JSON.stringify({ ...about, id, subject: `order:${id}`, data: {} });
  return { key: id, value, timestamp: `${at(hour)}`, partition: 0, ...more };
}

/** The same with its attributes in headers. */
function binary(id: string, hour: number, more: Partial<Message> = {}): Message {
  const attributes = Object.entries({ ...about, id, subject: `order:${id}` }).map(([name, text]) => [
    `ce_${name}`,
    text,
  ]);
  const headers = { ...Object.fromEntries(attributes), 'content-type': 'application/json' };
  return structured(id, hour, { value: '{"weight":7}', headers, ...more });
}

const send = (topic: string, ...messages: Message[]) => producer.send({ topic, messages });
const configOf = (topic: string, more: object = {}) =>
  JSON.stringify({ brokers: [service.url], topic, format: 'cloudevents', start: 'earliest', ...more });

async function open(topic: string, more: object = {}) {
  const reading = await openTopic(configOf(topic, more), {
    variables: { KAFKA_SOURCE_PASSWORD: service.secured?.password },
  });
  onTestFinished(() => reading.close());
  const spans = (range: object = {}) => topicSpans({ kind: 'topic', source: 'erp', ...range }, reading);
  const play = async (over: TopicSpans) => {
    let refused = 0;
    const found: { id: string; hour: number; data: unknown }[] = [];
    const history = topicHistory(reading, { spans: over, onRefused: () => (refused += 1) });
    for await (const page of history)
      for (const { value, atMs } of page) {
        const { id, data } = JSON.parse(value);
        found.push({ id, hour: (atMs - DAY) / 3_600_000, data });
      }
    return { found, ids: found.map(({ id }) => id), refused };
  };
  return { spans, play, playRange: async (range?: object) => play(await spans(range)) };
}

test('partitions are played together by the time at which records came, whichever way their events are written', async () => {
  const topic = await makeTopic(3);
  await send(topic, structured('a', 1), binary('b', 5), structured('c', 3), binary('d', 9));
  await send(topic, structured('x', 2, { partition: 1 }), binary('y', 8, { partition: 1 }));
  const { spans, playRange } = await open(topic);
  expect(await spans()).toEqual([
    { from: 0, to: 4 },
    { from: 0, to: 2 },
    { from: 0, to: 0 },
  ]);
  const { found, refused } = await playRange();
  expect(found.map(({ id, hour }) => `${id} ${hour}`)).toEqual(['a 1', 'x 2', 'b 5', 'c 5', 'y 8', 'd 9']);
  expect(found.map(({ data }) => data)).toEqual([{}, {}, { weight: 7 }, {}, { weight: 7 }, { weight: 7 }]);
  expect(refused).toBe(0);
});

test('what is no event is counted and left out', async () => {
  const topic = await makeTopic();
  await send(
    topic,
    structured('a', 1),
    structured('x', 2, { value: '<order/>' }),
    structured('gone', 3, { value: null }),
  );
  await send(topic, binary('bad', 4, { value: '{"refs":1}', partition: 1 }), structured('b', 5, { partition: 1 }));
  const { ids, refused } = await (await open(topic)).playRange();
  expect({ ids, refused }).toEqual({ ids: ['a', 'b'], refused: 3 });
});

test.each(['GZIP', 'Snappy', 'LZ4', 'ZSTD'] as const)(
  'what is compressed with %s is read, from its middle too',
  async (name) => {
    const topic = await makeTopic(1);
    const messages = Array.from({ length: 300 }, (_, hour) => binary(`${hour}`, hour));
    await producer.send({ topic, messages, compression: CompressionTypes[name] });
    const { playRange } = await open(topic);
    const { ids } = await playRange({ from: instant(100.5), to: { offsets: { 0: 250 } } });
    expect(ids).toEqual(Array.from({ length: 149 }, (_, at) => `${at + 101}`));
  },
);

test('a range of time begins with its first moment and ends before its last', async () => {
  const topic = await makeTopic(3);
  await send(topic, ...[1, 4, 5, 8, 9].map((hour) => structured(`a${hour}`, hour)));
  await send(topic, ...[2, 4, 8].map((hour) => structured(`b${hour}`, hour, { partition: 1 })));
  const { playRange, spans } = await open(topic);
  expect((await playRange({ from: instant(4), to: instant(8) })).ids).toEqual(['a4', 'b4', 'a5']);
  expect((await playRange({ from: instant(8) })).ids).toEqual(['a8', 'b8', 'a9']);
  expect((await playRange({ to: instant(2) })).ids).toEqual(['a1']);
  expect(await spans({ from: instant(4), to: instant(8) })).toEqual([
    { from: 1, to: 3 },
    { from: 1, to: 2 },
    { from: 0, to: 0 },
  ]);
});

test('a range of offsets ends before its last, is whole where a partition is not named, and never goes outside', async () => {
  const topic = await makeTopic(2);
  await send(topic, ...[1, 2, 3, 4].map((hour) => structured(`a${hour}`, hour)));
  await send(topic, ...[1, 2].map((hour) => structured(`b${hour}`, hour, { partition: 1 })));
  const { playRange, spans } = await open(topic);
  const named = { from: { offsets: { 0: 1 } }, to: { offsets: { 0: 3 } } };
  expect((await playRange(named)).ids).toEqual(['b1', 'a2', 'b2', 'a3']);
  expect(await spans({ from: { offsets: { 0: 99 } }, to: { offsets: { 1: 0, 7: 3 } } })).toEqual([
    { from: 4, to: 4 },
    { from: 0, to: 0 },
  ]);
});

test('a topic that has nothing in the range, or nothing at all, is over at once', async () => {
  const topic = await makeTopic(4);
  const { playRange } = await open(topic);
  const nothing = { found: [], ids: [], refused: 0 };
  const began = performance.now();
  expect(await playRange()).toEqual(nothing);
  await send(topic, structured('a', 5));
  expect(await playRange({ from: instant(6) })).toEqual(nothing);
  expect(await playRange({ to: instant(5) })).toEqual(nothing);
  expect(await playRange({ from: instant(8), to: instant(2) })).toEqual(nothing);
  expect(performance.now() - began).toBeLessThan(5_000);
});

test('what comes after the range was settled is not part of it, and much is read whole', async () => {
  const topic = await makeTopic(2);
  const big = 'x'.repeat(2_000);
  const many = Array.from({ length: 3_000 }, (_, count) =>
    structured(`${count}`, count, { partition: count % 2, headers: { 'x-filler': big } }),
  );
  for (let from = 0; from < many.length; from += 250) await send(topic, ...many.slice(from, from + 250));
  const { spans, play } = await open(topic);
  const settled = await spans();
  await send(topic, structured('late', 1), structured('later', 2, { partition: 1 }));
  expect((await play(settled)).ids).toEqual(many.map((_, count) => `${count}`));
});

test('of transactions only what was committed is played, and an open one holds nobody up', async () => {
  const topic = await makeTopic(1);
  const writer = kafka.producer({ transactionalId: randomUUID(), maxInFlightRequests: 1, idempotent: true });
  await writer.connect();
  onTestFinished(() => writer.disconnect());
  const write = async (id: string, hour: number) => {
    const transaction = await writer.transaction();
    await transaction.send({ topic, messages: [structured(id, hour)] });
    return transaction;
  };
  await (await write('kept', 1)).commit();
  await (await write('dropped', 2)).abort();
  await (await write('kept too', 3)).commit();
  const pending = await write('pending', 4);
  const { playRange, play } = await open(topic);
  const began = performance.now();
  expect((await playRange()).ids).toEqual(['kept', 'kept too']);
  expect((await play([{ from: 0, to: 7 }])).ids).toEqual(['kept', 'kept too']);
  expect(performance.now() - began).toBeLessThan(5_000);
  await pending.commit();
  // The broker tells that it is over before its mark is in the topic.
  await expect.poll(async () => (await playRange()).ids, { timeout: 10_000 }).toEqual(['kept', 'kept too', 'pending']);
});

test('a topic in which the broker sets the time is played by that', async () => {
  const topic = await makeTopic(1, { 'message.timestamp.type': 'LogAppendTime' });
  const before = Date.now();
  await send(topic, structured('a', 1), structured('b', 0));
  const { found } = await (await open(topic)).playRange({ from: { at: new Date(before - 5_000).toISOString() } });
  expect(found.map(({ id }) => id)).toEqual(['a', 'b']);
  for (const { hour } of found) expect(DAY + hour * 3_600_000).toBeGreaterThan(before - 5_000);
});

test('records that the topic has dropped are no part of it, and are told where they went since it was settled', async () => {
  const topic = await makeTopic(1);
  await send(topic, ...[1, 2, 3, 4, 5].map((hour) => structured(`a${hour}`, hour)));
  const { spans, play, playRange } = await open(topic);
  const settled = await spans();
  await admin.fetchTopicOffsets(topic);
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '3' }] });
  expect((await playRange({ from: { offsets: { 0: 1 } } })).ids).toEqual(['a4', 'a5']);
  await expect(play(settled)).rejects.toMatchObject({
    code: 'not-found',
    detail: `the topic no longer holds ${topic}/0: 0, lowest 3`,
  });
});

test('nobody’s position moves: there is no group of the reading, and what others committed stays', async () => {
  const topic = await makeTopic(2);
  await send(topic, structured('a', 1), structured('b', 2), structured('c', 3, { partition: 1 }));
  // As the source's own group stands, and another one's.
  const groupIds = ['slipway.here.erp', 'billing'];
  for (const groupId of groupIds)
    await admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '1' }] });
  const committed = () => Promise.all(groupIds.map((groupId) => admin.fetchOffsets({ groupId, topics: [topic] })));
  const groups = async () => (await admin.listGroups()).groups.map(({ groupId }) => groupId).sort();
  const [before, known] = [await committed(), await groups()];
  const { playRange } = await open(topic, { group: 'billing' });
  for (let round = 0; round < 2; round += 1) expect((await playRange()).ids).toEqual(['a', 'b', 'c']);
  expect(await committed()).toEqual(before);
  expect(JSON.stringify(before)).toContain('"offset":"1"');
  expect(await groups()).toEqual(known);
});

test('a topic of plain JSON is understood by the mapping of its source', async () => {
  const topic = await makeTopic(1);
  const order = (no: number, hour: number) => ({
    key: null,
    value: `{"no":"${no}"}`,
    timestamp: `${at(hour)}`,
    partition: 0,
  });
  await send(topic, order(2, 3), { ...order(1, 4), value: '{"number":1}' }, order(3, 4));
  const event = {
    ...{ type: 'order.changed', source: '/erp', id: 'row._kafka.id', data: {} },
    ...{ time: 'row._kafka.timestamp', at: 'row._kafka.timestamp' },
    subject: { kind: 'order', scheme: 'erp.order', value: 'no' },
  };
  const fields = { no: { column: 'no', type: 'text' } };
  const mapping = { formatVersion: 1, id: 'orders', title: 'Orders', fields, events: [event] };
  const { found, refused } = await (await open(topic, { format: 'json', mapping })).playRange();
  expect(refused).toBe(1);
  expect(found.map(({ id, hour }) => `${id} ${hour}`)).toEqual([`${topic}/0/0 3`, `${topic}/0/2 4`]);
});

test('a topic behind TLS and a password is read, and one that is not there, or nobody’s, is told', async () => {
  const topic = await makeTopic(1);
  await send(topic, structured('a', 1));
  const { secured } = service;
  if (!secured) throw new Error('no secured listener');
  await expect(open('erp.none')).rejects.toMatchObject({ code: 'unavailable', detail: 'there is no topic erp.none' });
  await expect(open(topic, { brokers: ['127.0.0.1:1'] })).rejects.toMatchObject({ code: 'unavailable' });
  const directory = await temporaryDirectory();
  onTestFinished(() => directory.remove());
  const caFile = `${directory.path}/ca.pem`;
  await writeFile(caFile, secured.ca);
  const sasl = {
    mechanism: 'scram-sha-512',
    username: secured.username,
    password: { variable: 'KAFKA_SOURCE_PASSWORD' },
  };
  const { playRange } = await open(topic, { brokers: [secured.url], tls: { caFile }, sasl });
  expect((await playRange()).ids).toEqual(['a']);
});

const graph = EXAMPLES.find(({ workflow }) => workflow.id === 'eta-slip')?.workflow;

test('a backtest over a topic tells who fires more, and how it went for one of them', async () => {
  const topic = await makeTopic(2);
  const base = { specversion: '1.0', source: '/erp', time: instant(8).at };
  for (const number of [1, 2, 3]) {
    const subject = `shipment:S-${number}`;
    const planned = { deliverBy: instant(60).at };
    const late = { classifier: 'EST', at: instant(number === 3 ? 59 : 62).at };
    const events = [
      { ...base, id: `p${number}`, type: 'shipment.planned', subject, data: planned },
      { ...base, id: `e${number}`, type: 'shipment.delivered', subject, data: late },
    ];
    const partition = number % 2;
    await send(
      topic,
      ...events.map((event) => ({ key: subject, value: JSON.stringify(event), timestamp: `${at(8)}`, partition })),
    );
  }
  const database = await openTemporaryDatabase();
  const log = new EmbeddedEventLog(database);
  const errors: unknown[] = [];
  const backtests = new Backtests({
    places: { database, log, topics: { variables: {} } },
    ...{ now: Date.now, onChange: () => {}, onError: (error: unknown) => errors.push(error), alone: true, threads: 1 },
  });
  onTestFinished(async () => {
    await backtests.stop();
    await log.close();
    await database.close();
  });
  const row = { environment: 'here', id: 'erp', connector: 'kafka', config: configOf(topic), cursor: null } as const;
  await saveSource(database.kysely, { ...row, state: 'running' });
  const history = { kind: 'topic', source: 'erp', from: instant(1), to: instant(9) };
  const asked = { history, answers: 'recorded', nightlyAt: '02:00', zone: 'UTC', live: true, file: null };
  const content = {
    ...{ before: graph, after: graph, variables: { before: { slipMinutes: 500 }, after: {} } },
    ...{ parts: {}, references: {}, answers: {}, clock: 'due', nightly: { minute: 120, timeZone: 'UTC' } },
  };
  const texts = { request: JSON.stringify(asked), content: JSON.stringify(content) };
  await insertBacktest(database.kysely, waitingBacktest('b', 1, { workflow: 'eta-slip', ...texts }));
  await backtests.start();
  const name = { environment: 'here', id: 'b' };
  const done = await waitFor(
    async () => {
      const found = await findBacktest(database.kysely, name);
      return found?.state === 'queued' || found?.state === 'running' ? undefined : found;
    },
    { what: 'the end', timeoutMs: 30_000 },
  );
  expect(errors).toEqual([]);
  expect(done).toMatchObject({ state: 'done', code: null, events: 6, events_of: 6 });
  expect(JSON.parse(done.verdicts ?? '')).toEqual({ more: 2, fewer: 0, different: 0, same: 1 });
  const of = { environment: 'here', backtest: 'b' };
  const told = await findBacktestSubject(database.kysely, of, 'shipment:S-1');
  if (!told) throw new Error('not told');
  const traces = await backtests.traces(done, told);
  expect(traces.traces.after.steps.length).toBeGreaterThan(0);
});

test('a broker that is away ends the reading as such, never as the end of the history, and it can be read when it is back', async () => {
  const topic = await makeTopic(1);
  await send(topic, structured('a', 1), structured('b', 2));
  const { spans, play } = await open(topic);
  const settled = await spans();
  await service.kill();
  await expect(play(settled)).rejects.toMatchObject({ code: 'unavailable' });
  await service.restart();
  expect((await play(settled)).ids).toEqual(['a', 'b']);
});
