import { compileMapping } from '@slipway/shared/mapping';
import { describe, expect, it } from 'vitest';
import { eventsIn, type ForeignRecord } from './kafka-message.ts';

const attributes = { specversion: '1.0', id: 'e-1', source: '/tms', type: 'shipment.delivered' };
const about = { subject: 'shipment:S-1', time: '2026-03-01T10:00:00+01:00' };
const data = { classifier: 'ACT' };
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const record = (value: Uint8Array | null, headers: Readonly<Record<string, string>> = {}): ForeignRecord => ({
  topic: 'tms.events',
  partition: 3,
  offset: 17,
  timestampMs: Date.UTC(2026, 2, 1),
  key: 'S-1',
  value,
  headers: new Map(Object.entries(headers)),
});
const binary = { ce_specversion: '1.0', ce_id: 'e-1', ce_source: '/tms', ce_type: 'shipment.delivered' };
const placed = { ce_subject: about.subject, ce_time: about.time };
const cloudEvents = { mapping: undefined, zone: undefined };
const read = (from: ForeignRecord) => {
  const result = eventsIn(from, cloudEvents);
  return result.ok ? result.events.map(({ event }) => event) : result;
};
const delivered = {
  id: 'e-1',
  source: '/tms',
  type: 'shipment.delivered',
  subject: 'shipment:S-1',
  time: '2026-03-01T09:00:00.000Z',
  data: { classifier: 'ACT', localOffset: '+01:00' },
};

describe('a CloudEvent in Kafka', () => {
  it('is read in binary mode, its attributes from the headers', () => {
    const headers = { ...binary, ...placed, 'content-type': 'application/json' };
    expect(read(record(json(data), headers))).toEqual([delivered]);
  });

  it('needs no data in binary mode', () => {
    expect(read(record(null, { ...binary, ...placed }))).toEqual([delivered]);
  });

  it('is read in structured mode, with the header or without', () => {
    const value = json({ ...attributes, ...about, data });
    expect(read(record(value, { 'content-type': 'application/cloudevents+json; charset=UTF-8' }))).toEqual([delivered]);
    expect(read(record(value))).toEqual([delivered]);
  });

  it('is structured where the content type says so, whatever other headers there are', () => {
    const value = json({ ...attributes, ...about, id: 'inside', data });
    const headers = { ...binary, 'content-type': 'application/cloudevents+json' };
    expect(read(record(value, headers))).toMatchObject([{ id: 'inside' }]);
  });

  it.each([
    ['a tombstone', record(null), 'invalid-event'],
    ['no JSON', record(new TextEncoder().encode('<xml/>')), 'invalid-json'],
    ['no UTF-8', record(new Uint8Array([0x7b, 0xff, 0x7d])), 'invalid-utf8'],
    ['a list', record(json([1])), 'invalid-event'],
    ['another schema version', record(json(data), { ...binary, ...placed, ce_specversion: '0.3' }), 'unknown-schema'],
    ['data of another kind', record(json(data), { ...binary, ...placed, 'content-type': 'text/xml' }), 'invalid-event'],
    [
      'a type of ours',
      record(json({ ...attributes, ...about, type: 'run.cancelled', data: { run: 'r-1' } })),
      'unknown-type',
    ],
    ['too much', record(json({ ...attributes, ...about, data: { text: 'x'.repeat(300_000) } })), 'too-large'],
  ])('is refused when it is %s', (_, from, code) => {
    const result = read(from);
    expect(Array.isArray(result) ? 'read' : result.code).toBe(code);
  });
});

describe('plain JSON in Kafka', () => {
  const compiled = compileMapping({
    formatVersion: 1,
    id: 'tms',
    title: 'TMS',
    fields: { shipment: { column: 'shipment', type: 'text' } },
    events: [
      {
        type: 'shipment.delivered',
        source: '/tms',
        id: 'row._kafka.id',
        subject: { kind: 'shipment', scheme: 'tms.shipment', value: 'shipment' },
        time: 'row._kafka.timestamp',
        at: 'row._kafka.timestamp',
        data: { classifier: 'ACT' },
      },
    ],
  });
  const mapping = compiled.ok ? compiled.mapping : undefined;

  it('is mapped, and its place in Kafka is there to identify it', () => {
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    const result = eventsIn(record(json({ shipment: 'S-1' })), { mapping, zone: undefined });
    expect(result).toMatchObject({
      ok: true,
      events: [{ event: { id: 'tms.events/3/17', subject: 'shipment:S-1', time: '2026-03-01T00:00:00.000Z' } }],
    });
  });

  it('is refused where the mapping cannot read it', () => {
    expect(eventsIn(record(json({})), { mapping, zone: undefined })).toMatchObject({ ok: false });
    expect(eventsIn(record(null), { mapping, zone: undefined })).toMatchObject({ ok: false, code: 'invalid-event' });
  });
});
