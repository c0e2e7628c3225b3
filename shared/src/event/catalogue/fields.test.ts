import { expect, test } from 'vitest';
import { checkEvent, EVENT_TYPES, eventFields, exampleEvent, subjectFields } from '../index.ts';

const find = (fields: ReturnType<typeof eventFields>, path: string) => fields.find((field) => field.path === path);
const time = '2026-03-02T10:00:00.000Z';

test('a field of an event knows its type, its unit and the values it can have', () => {
  const fields = eventFields(['telematics.position', 'transport.arrived']);
  expect(find(fields, 'data.speedKmh')).toMatchObject({ type: 'number', unit: 'km/h', from: ['Position'] });
  expect(find(fields, 'data.classifier')).toMatchObject({ type: 'choice', values: ['PLN', 'EST', 'ACT', 'REQ'] });
  expect(find(fields, 'data.at')).toMatchObject({ type: 'instant' });
  expect(find(fields, 'data.classifier')?.from).toBeUndefined();
  expect(find(fields, 'type')?.values).toEqual(['telematics.position', 'transport.arrived']);
});

test('a pattern stands for all of its types', () => {
  expect(find(eventFields(['shipment.*']), 'data.customerTier')?.from).toContain('Shipment planned');
});

test('a subject has what its view works out and what events leave behind', () => {
  const fields = subjectFields('shipment');
  expect(find(fields, 'status')).toMatchObject({ type: 'choice', values: expect.arrayContaining(['inTransit']) });
  expect(find(fields, 'commitment.deliverBy')).toMatchObject({ type: 'instant', label: 'the commitment' });
  expect(find(fields, 'customerTier')?.from).toContain('Order created');
  expect(find(fields, 'position.speedKmh')).toMatchObject({ type: 'number', unit: 'km/h' });
  expect(find(fields, 'temperatureMax')).toMatchObject({ type: 'number', unit: '°C' });
  expect(find(fields, 'customs')).toMatchObject({ type: 'text' });
});

test('what events about other subjects leave behind is not offered', () => {
  expect(find(subjectFields('stock'), 'customerTier')).toBeUndefined();
  expect(find(subjectFields('stock'), 'quantity')).toMatchObject({ type: 'number' });
});

test('the example of every type is an event that is taken in', () => {
  for (const type of Object.values(EVENT_TYPES).filter((each) => !each.internal))
    for (const full of [false, true]) {
      const event = exampleEvent(type.type, { subject: 'shipment:TRY-1', time, full });
      expect(checkEvent(event), type.type).toMatchObject({ ok: true });
    }
});
