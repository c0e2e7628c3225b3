import { subjectEventsSchema } from '@slipway/shared/api';
import { exampleEvent } from '@slipway/shared/event';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EmbeddedEventLog } from '../../event-log/index.ts';
import { insertEnvironment } from '../../stores/environments.ts';
import { type EmbeddedApp, openEmbeddedApp } from '../testing/embedded-app.ts';

const subject = 'shipment:S-1';
const events = ['order.created', 'shipment.delivered'].map((type, index) =>
  exampleEvent(type, { subject, time: `2026-03-0${index + 2}T08:00:00.000Z`, id: `e${index}` }),
);
let app: EmbeddedApp;

beforeAll(async () => {
  app = await openEmbeddedApp();
  const { kysely } = app.database;
  const row = { id: 'trial', kind: 'live', delivers_to: 'outbox', partitions: 1, live_set: 'none', clock_ms: null };
  await insertEnvironment(kysely, { ...row, kind: 'live', delivers_to: 'outbox' });
  const log = new EmbeddedEventLog(app.database);
  await log.createEnvironment('trial', 1);
  for (const [index, event] of events.entries()) {
    await log.append('trial', [{ kind: 'event', key: subject, value: JSON.stringify(event) }]);
    const place = { environment: 'trial', partition: 0 };
    await kysely
      .insertInto('seen_events')
      .values({ ...place, source: event.source, event: event.id, offset: index })
      .execute();
    for (const [position, source] of [event.source, 'slipway'].entries()) {
      const told = { kind: 'event', occurredAt: event.time, title: '', detail: '', source, event: event.id };
      await kysely
        .insertInto('timeline')
        .values({
          ...place,
          commit_number: index + 1,
          position,
          kind: 'event',
          subject,
          at_ms: Date.parse(event.time),
          entry: JSON.stringify(told),
        })
        .execute();
    }
  }
}, 60_000);
afterAll(() => app.close());

async function eventsOf(of: string, query = '') {
  const response = await app.get(`/api/v1/environments/trial/subjects/${of}/events${query}`);
  return subjectEventsSchema.parse(await response.json()).items.map(({ event }) => event);
}

test('the events of a subject come as they stand in the log, without our own', async () => {
  expect(await eventsOf(subject)).toEqual(events);
});

test('of many events the newest come', async () => {
  expect(await eventsOf(subject, '?limit=1')).toEqual([events[1]]);
});

test('a subject of which nothing came is not found', async () => {
  const response = await app.get('/api/v1/environments/trial/subjects/shipment:none/events');
  expect([response.status, await response.json()]).toMatchObject([404, { code: 'not-found' }]);
});
