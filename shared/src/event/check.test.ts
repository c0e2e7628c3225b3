import { expect, test } from 'vitest';
import { readJson } from '../json/index.ts';
import { checkEvent } from './index.ts';

const base = {
  specversion: '1.0',
  id: 'e1',
  source: 'tms',
  type: 'shipment.pickedUp',
  time: '2026-11-22T10:00:00Z',
  subject: 'shipment:ASN-8',
};

function check(change: Record<string, unknown>, options = {}) {
  return checkEvent({ ...base, ...change }, options);
}

function codeOf(change: Record<string, unknown>, options = {}): string {
  const result = check(change, options);
  return result.ok ? 'ok' : result.failure.code;
}

function eventOf(change: Record<string, unknown>, options = {}) {
  const result = check(change, options);
  if (!result.ok) throw result.failure;
  return result.event;
}

function warningsOf(change: Record<string, unknown>): string[] {
  const result = check(change);
  return result.ok ? result.warnings.map((warning) => warning.code) : [result.failure.code];
}

test('a posted event becomes canonical: UTC with milliseconds, the written offset beside it', () => {
  expect(eventOf({ time: '2026-11-22T12:00:00+02:00', data: { note: 'left at dock' } })).toEqual({
    id: 'e1',
    source: 'tms',
    type: 'shipment.pickedUp',
    subject: 'shipment:ASN-8',
    time: '2026-11-22T10:00:00.000Z',
    data: { note: 'left at dock', classifier: 'ACT', localOffset: '+02:00' },
  });
});

test('a canonical event is its own canonical form', () => {
  const event = eventOf(
    { time: '2026-11-22', sequence: 7, data: { refs: [{ scheme: 'po', value: 'P1' }], pieces: 3 } },
    { zone: 'America/New_York' },
  );
  expect(event.time).toBe('2026-11-22T05:00:00.000Z');
  expect(checkEvent(event)).toEqual({ ok: true, event, warnings: [] });
  expect(checkEvent(event, { zone: 'America/New_York' })).toEqual({ ok: true, event, warnings: [] });
});

test('a date without a time is the whole local day: it happened at its start and is due at its end', () => {
  const zone = 'Asia/Kolkata';
  const delivered = eventOf({ type: 'shipment.delivered', time: '2006-11-14' }, { zone });
  expect(delivered).toMatchObject({
    time: '2006-11-13T18:30:00.000Z',
    data: { timeQuality: 'day', localOffset: '+05:30' },
  });
  const estimated = eventOf({ type: 'transport.arrived', data: { classifier: 'EST', at: '2006-11-14' } }, { zone });
  expect(estimated).toMatchObject({
    time: '2026-11-22T10:00:00.000Z',
    data: { at: '2006-11-14T18:29:59.999Z', timeQuality: 'day' },
  });
  const order = eventOf(
    {
      type: 'order.created',
      subject: 'order:P1',
      data: { lines: [{ id: '1', deliverBy: '2006-11-14' }], deliverBy: '2006-11-15' },
    },
    { zone },
  );
  expect(order.data).toMatchObject({
    lines: [{ id: '1', deliverBy: '2006-11-14T18:29:59.999Z', timeQuality: 'day' }],
    deliverBy: '2006-11-15T18:29:59.999Z',
  });
});

test('what happened on a day of which no more is known happened at its start', () => {
  const data = { timeQuality: 'day' };
  const type = 'shipment.delivered';
  const time = '2006-11-14T09:30:00+05:30';
  expect(eventOf({ type, time, data }, { zone: 'Asia/Kolkata' }).time).toBe('2006-11-13T18:30:00.000Z');
  expect(eventOf({ type, time, data }).time).toBe('2006-11-14T04:00:00.000Z');
});

test('a midnight of which only the day counts is due at the end of that day', () => {
  const data = (deliverBy: string) => ({ lines: [{ id: '1', timeQuality: 'day', deliverBy }] });
  const due = (deliverBy: string, options = {}) =>
    eventOf({ type: 'order.created', data: data(deliverBy) }, options).data.lines as { deliverBy: string }[];
  expect(due('2006-11-14T00:00:00Z')[0]?.deliverBy).toBe('2006-11-14T23:59:59.999Z');
  expect(due('2006-11-14T00:00:00+05:30')[0]?.deliverBy).toBe('2006-11-14T18:29:59.999Z');
  expect(due('2006-11-15T04:59:59.999Z')[0]?.deliverBy).toBe('2006-11-15T04:59:59.999Z');
  expect(due('2006-11-14T00:00:00', { zone: 'America/New_York' })[0]?.deliverBy).toBe('2006-11-15T04:59:59.999Z');
});

test('impossible dates are refused wherever they stand, with a pointer', () => {
  expect(codeOf({ time: '2026-02-30T00:00:00Z' })).toBe('invalid-date');
  expect(codeOf({ time: '2026-11-22T10:00:00' })).toBe('no-offset');
  expect(codeOf({ data: { eta: '2026-02-30T00:00:00Z' } })).toBe('invalid-date');
  expect(codeOf({ data: { eta: '0000-00-00' } }, { zone: 'UTC' })).toBe('invalid-date');
  expect(codeOf({ data: { stops: [{ plannedArrivalAt: '+275760-09-13T00:00:00.000Z' }] } })).toBe('date-out-of-range');
  expect(codeOf({ data: { eta: '2026-11-22T10:00:00' } })).toBe('no-offset');
  const result = check({ data: { stops: [{ plannedArrivalAt: '2026-13-01T00:00:00Z' }] } });
  expect(!result.ok && result.failure.detail).toBe('/data/stops/0/plannedArrivalAt');
  expect(checkEvent({ eta: '2026-02-30T00:00:00Z' })).toMatchObject({ ok: false, failure: { code: 'invalid-date' } });
});

test('a local time that a clock shows twice is the earlier one; one that it skips is shifted forward', () => {
  const zone = 'America/New_York';
  expect(eventOf({ data: { eta: '2026-11-01T01:30:00' } }, { zone }).data.eta).toBe('2026-11-01T05:30:00.000Z');
  expect(eventOf({ data: { eta: '2026-03-08T02:30:00' } }, { zone }).data.eta).toBe('2026-03-08T07:30:00.000Z');
});

test('what a type demands is checked and named by a JSON pointer', () => {
  const position = { type: 'telematics.position' };
  for (const data of [
    { lat: 91, lon: -181 },
    { lat: 90.1, lon: 0 },
    { lat: 0, lon: -180.5 },
    { lat: '52', lon: 13 },
    {},
  ]) {
    expect(codeOf({ ...position, data }), JSON.stringify(data)).toBe('invalid-event');
  }
  expect(codeOf({ ...position, data: { lat: -90, lon: 180, myField: 'kept' } })).toBe('ok');
  expect(codeOf({ data: { location: { lat: 91 } } })).toBe('invalid-event');
  expect(codeOf({ type: 'telematics.reading', data: { measure: 'temperature', value: 4.5, unit: '°C' } })).toBe(
    'invalid-event',
  );
  expect(codeOf({ type: 'telematics.reading', data: { measure: 'temperature', value: 4.5, unit: 'CEL' } })).toBe('ok');
  const result = check({ type: 'order.created', data: { lines: [{ id: '1' }, { id: '2', quantity: -1 }] } });
  expect(!result.ok && result.failure.detail).toMatch(/^\/data\/lines\/1\/quantity/);
});

test('an estimate, a plan and a request say which instant they mean', () => {
  for (const classifier of ['PLN', 'EST', 'REQ']) {
    expect(codeOf({ type: 'transport.arrived', data: { classifier } })).toBe('invalid-event');
    expect(codeOf({ type: 'transport.arrived', data: { classifier, at: '2026-11-23T10:00:00Z' } })).toBe('ok');
  }
  expect(codeOf({ type: 'transport.arrived', data: { classifier: 'ETA' } })).toBe('invalid-event');
});

test('unknown types and versions are told apart from wrong ones', () => {
  expect(codeOf({ type: 'shipment.exploded' })).toBe('unknown-type');
  expect(codeOf({ type: 'constructor' })).toBe('unknown-type');
  expect(codeOf({ type: 7 })).toBe('invalid-event');
  expect(codeOf({ specversion: '0.3' })).toBe('unknown-schema');
  expect(codeOf({ schemaVersion: 99 })).toBe('unknown-schema');
  expect(codeOf({ data: { schemaVersion: 99 } })).toBe('unknown-schema');
  expect(checkEvent({ schemaVersion: 99 })).toMatchObject({ ok: false, failure: { code: 'unknown-schema' } });
  expect(codeOf({ dataschema: 'https://x.example/schemas/events/shipment.pickedUp/v2.json' })).toBe('unknown-schema');
  expect(codeOf({ dataschema: '/schemas/events/shipment.pickedUp/v1.json', schemaVersion: 1 })).toBe('ok');
  for (const raw of [null, undefined, [], 'x', 7])
    expect(checkEvent(raw)).toMatchObject({ failure: { code: 'invalid-event' } });
  for (const missing of ['id', 'source', 'time']) expect(codeOf({ [missing]: undefined })).toBe('invalid-event');
});

test('only a reference of the event’s own kind names its subject', () => {
  const refs = [
    { scheme: 'erp.order', value: 'PO-1' },
    { scheme: 'tms.shipment', value: 'ASN-8' },
  ];
  const subject = undefined;
  expect(eventOf({ subject, data: { refs } }).subject).toBe('shipment:ASN-8');
  expect(eventOf({ subject, type: 'order.created', data: { refs } }).subject).toBe('order:PO-1');
  expect(codeOf({ subject, data: { refs: [refs[0]] } })).toBe('no-subject');
  expect(codeOf({ subject })).toBe('no-subject');
  expect(codeOf({ subject: null })).toBe('no-subject');
  expect(codeOf({ subject, data: { refs: [{ scheme: 'tms.shipment', value: '  ' }] } })).toBe('no-subject');
  for (const bad of ['ASN-8', ':x', 'shipment:', 'shipment: ', 'Shipment:1', 7, {}]) {
    expect(codeOf({ subject: bad }), String(bad)).toBe('invalid-event');
  }
});

test('the id does not depend on the order of the references', () => {
  const refs = [
    { scheme: 'scac.pro', value: 'PRO-1' },
    { scheme: 'tms.shipment', value: 'ASN-8' },
  ];
  const subject = undefined;
  expect(eventOf({ subject, data: { refs } }).subject).toBe('shipment:ASN-8');
  expect(eventOf({ subject, data: { refs: refs.toReversed() } }).subject).toBe('shipment:ASN-8');
  expect(warningsOf({ subject, data: { refs: [...refs, { scheme: 'tms.shipment', value: 'ASN-9' }] } })).toEqual([
    'ambiguous-subject',
  ]);
});

test('ids are compared as NFC and kept literally otherwise', () => {
  expect(eventOf({ subject: 'shipment:cafe\u0301' }).subject).toBe('shipment:caf\u00e9');
  const refs = [{ scheme: 'tms.shipment', value: 'cafe\u0301' }];
  expect(eventOf({ subject: undefined, data: { refs } }).subject).toBe('shipment:caf\u00e9');
  expect(eventOf({ subject: 'shipment:S1\r\nSET x 1' }).subject).toBe('shipment:S1\r\nSET x 1');
});

test('texts pass through unchanged, whatever they look like', () => {
  for (const note of ['{{secrets.ERP_PASSWORD}}', '=HYPERLINK("http://x","y")', '\u202Etxt.exe', 'a\u001b[31mRED']) {
    expect(eventOf({ data: { note } }).data.note).toBe(note);
  }
  expect(codeOf({ data: { note: 'a\0b' } })).toBe('invalid-text');
  expect(eventOf({ data: { note: '\ud800' } }).data.note).toBe('\ufffd');
});

test('check digits and forms of identifiers warn and never reject', () => {
  const container = (value: string) => warningsOf({ data: { refs: [{ scheme: 'container', value }] } });
  expect(container('MSKU1234560')).toEqual(['container-check-digit']);
  expect(container('CSQU3054383')).toEqual([]);
  expect(warningsOf({ type: 'equipment.gateIn', data: { container: 'MSKU1234560' } })).toEqual([
    'container-check-digit',
  ]);
  expect(warningsOf({ data: { location: { unlocode: 'USLAX' } } })).toEqual([]);
  expect(warningsOf({ data: { location: { unlocode: 'US-LAX' } } })).toEqual(['unlocode-form']);
  expect(warningsOf({ shipmentId: 'S1' })).toEqual(['unknown-attribute']);
  expect(warningsOf({ subject: 'carrier:ACME' })).toEqual(['unusual-subject']);
});

test('an event that caused itself too often is stopped; a broken trace is dropped', () => {
  expect(codeOf({ hop: 16 })).toBe('ok');
  expect(codeOf({ hop: 17 })).toBe('too-many-hops');
  expect(codeOf({ hop: -1 })).toBe('invalid-event');
  expect(eventOf({ traceparent: '00-zzzz' })).not.toHaveProperty('traceparent');
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  expect(eventOf({ traceparent }).traceparent).toBe(traceparent);
});

test('forbidden keys, endless depth and foreign values are refused even where no JSON was read', () => {
  const own = JSON.parse('{"__proto__":{"isAdmin":true}}') as object;
  expect(codeOf({ data: own })).toBe('forbidden-key');
  let deep: unknown = 1;
  for (let i = 0; i < 10_000; i++) deep = { deep };
  expect(codeOf({ data: { deep } })).toBe('too-deep');
  expect(codeOf({ data: { x: Number.NaN } })).toBe('number-precision');
  expect(codeOf({ data: { x: 1n } })).toBe('invalid-event');
  expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
});

test('types of the user’s own are known when they are given', () => {
  const result = check({ type: 'shipment.delivered' });
  expect(result.ok).toBe(true);
  expect(codeOf({ type: 'acme.weighed' })).toBe('unknown-type');
});

test('what was read strictly can be checked', () => {
  expect(checkEvent(readJson(JSON.stringify(base)))).toMatchObject({ ok: true });
});
