import { expect, test } from 'vitest';
import {
  type CanonicalEvent,
  checkIso6346,
  describeEvent,
  EVENT_TYPES,
  eventTypesOf,
  foldOrder,
  kindOfScheme,
} from './index.ts';

test('every type of the catalogue stands under its own name, with a title and a family', () => {
  for (const [name, type] of Object.entries(EVENT_TYPES)) {
    expect(type.type).toBe(name);
    expect(type.title).toMatch(/^[A-Z]/);
    expect(type.family).not.toBe('');
  }
  const classified = Object.values(EVENT_TYPES).filter((type) => type.classifier);
  expect(classified.map(({ type }) => type)).toEqual([
    ...['pickedUp', 'inTransit', 'delivered', 'attempted', 'refused'].map((name) => `shipment.${name}`),
    'transport.arrived',
    'transport.departed',
    ...['loaded', 'discharged', 'gateIn', 'gateOut', 'stuffed', 'stripped', 'available'].map(
      (name) => `equipment.${name}`,
    ),
  ]);
});

test('a pattern names a type or all that begin with it', () => {
  expect(eventTypesOf('order.*')).toEqual(['order.created', 'order.changed', 'order.cancelled']);
  expect(eventTypesOf('order.created')).toEqual(['order.created']);
  expect(eventTypesOf('constructor')).toEqual([]);
});

test('fold order is time, then recorded time, then sequence by value, then offset', () => {
  const time = '2026-11-01T00:00:00.000Z';
  const ascending = [
    foldOrder({ time }, { offset: 9 }),
    foldOrder({ time }, { offset: 10 }),
    foldOrder({ time, sequence: '007' }, { offset: 8 }),
    foldOrder({ time, sequence: '9' }, { offset: 7 }),
    foldOrder({ time, sequence: '10' }, { offset: 6 }),
    foldOrder({ time, recordedtime: '2026-11-01T00:00:00.001Z' }, { offset: 5 }),
    foldOrder({ time: '2026-11-01T00:00:00.001Z' }, { offset: 0 }),
  ];
  expect(ascending.toSorted()).toEqual(ascending);
  expect(new Set(ascending).size).toBe(ascending.length);
});

test('a scheme names a kind of subject', () => {
  expect(kindOfScheme('tms.shipment')).toBe('shipment');
  expect(kindOfScheme('container')).toBe('equipment');
  expect(kindOfScheme('acme.po')).toBe('order');
  expect(kindOfScheme('constructor')).toBe('constructor');
});

test('the check digit of ISO 6346 is found out', () => {
  for (const good of ['CSQU3054383', 'MSKU9070323', 'TEMU0000080']) expect(checkIso6346(good), good).toBe(true);
  for (const bad of ['CSQU3054384', 'MSKU1234560', 'CSQU305438', 'csqu3054383', ''])
    expect(checkIso6346(bad), bad).toBe(false);
});

test('an event is told in a few words', () => {
  const tell = (type: string, data: Record<string, unknown>, zone = 'UTC') =>
    describeEvent(
      { id: '1', source: 's', type, subject: 'shipment:1', time: '2026-11-01T00:00:00.000Z', data } as CanonicalEvent,
      { zone },
    );
  const lines = Array.from({ length: 12 }, (_, index) => ({ id: String(index) }));
  expect(tell('shipment.delivered', { lines })).toBe('Delivered, 12 lines');
  expect(
    tell('order.changed', { lines: [{ id: '3', deliverBy: '2006-11-14T23:59:59.999Z', timeQuality: 'day' }] }),
  ).toBe('Commitment 14 Nov 2006 for line 3');
  const night = { lines: [{ id: '3', deliverBy: '2006-11-15T04:59:59.999Z', timeQuality: 'day' }] };
  expect(tell('order.changed', night, 'America/New_York')).toBe('Commitment 14 Nov 2006 for line 3');
  expect(
    tell('transport.arrived', { classifier: 'EST', at: '2026-11-03T08:30:00.000Z', location: { unlocode: 'NLRTM' } }),
  ).toBe('Arrived at NLRTM expected 3 Nov 2026 08:30');
  expect(tell('telematics.reading', { measure: 'temperature', value: 8.5, unit: 'CEL' })).toBe(
    'Reading, temperature 8.5 CEL',
  );
  expect(tell('acme.weighed', {})).toBe('acme.weighed');
});
