import example from '@slipway/shared/examples/delivery-overdue.json';
import { nodeOf } from '@slipway/shared/workflow/edit';
import { expect, test } from 'vitest';
import { inputFields, restOf } from './operation/schema-fields.ts';
import { expressionOf, readableFields, typesSeen } from './readable-fields.ts';

const draft = example.workflow;
const fieldsOf = (id: string, scope: Record<string, unknown> = {}) => readableFields(draft, nodeOf(draft, id), scope);
const find = (fields: ReturnType<typeof fieldsOf>, text: string) =>
  fields.find((field) => expressionOf(field) === text);

test('a step can read event, subject, variables, the subject before, and what earlier steps answered', () => {
  const fields = fieldsOf('tell', {
    nodes: { expedite: { body: { accepted: true, eta: '2026-03-02T08:00:00.000Z' } } },
  });
  expect(find(fields, 'subject.commitment.deliverBy')).toMatchObject({ type: 'instant' });
  expect(find(fields, 'previous.status')).toMatchObject({ label: 'previous status' });
  expect(find(fields, 'vars.days')).toMatchObject({ type: 'number' });
  expect(find(fields, 'nodes.expedite.body.accepted')).toMatchObject({
    type: 'boolean',
    from: ['Expedite at the TMS'],
  });
  expect(find(fields, 'nodes.expedite.body.eta')).toMatchObject({ type: 'instant' });
});

test('a step does not read its own answer', () => {
  expect(find(fieldsOf('expedite', { nodes: { expedite: { status: 200 } } }), 'nodes.expedite.status')).toBeUndefined();
});

test('a step sees the events that it names, also those that meet or end it', () => {
  expect(typesSeen(draft, nodeOf(draft, 'overdue'))).toEqual(['shipment.delivered']);
  expect(typesSeen(draft, nodeOf(draft, 'arrival'))).toEqual(['shipment.delivered']);
});

test('an input is asked for as its schema says, and what the schema does not name is kept', () => {
  const schema = {
    properties: {
      to: { title: 'To', anyOf: [{ type: 'string' }, { type: 'array' }] },
      method: { enum: ['GET', 'POST'] },
      body: {},
      count: { type: 'integer' },
    },
    required: ['to'],
  };
  expect(inputFields(schema).map((field) => [field.title, field.kind, field.required])).toEqual([
    ['To', 'text', true],
    ['method', 'choice', false],
    ['body', 'json', false],
    ['count', 'number', false],
  ]);
  expect(restOf(schema, { to: 'a', own: 1 })).toEqual({ own: 1 });
});
