import { expect, test } from 'vitest';
import { filledOutput, outputFields, outputSchemaOf, wrongFields } from './output-fields.ts';

const texts = { type: 'array', items: { type: 'string' } };
/** As the connectors of an installation tell what their operations answer. */
const known = [
  {
    id: 'http',
    operations: {
      request: {
        output: {
          type: 'object',
          properties: { status: { type: 'integer', examples: [200] }, body: {} },
          required: ['status'],
        },
      },
    },
  },
  {
    id: 'email',
    operations: {
      send: {
        output: { type: 'object', properties: { messageId: { type: 'string' }, accepted: texts, rejected: texts } },
      },
    },
  },
] as unknown as Parameters<typeof outputSchemaOf>[2];
const step = (slot: string, operation: string) => ({
  connections: [
    { slot: 'tms', connector: 'http' },
    { slot: 'mail', connector: 'email' },
  ],
  nodes: [{ id: 'ask', kind: 'action', title: 'Ask', config: { slot, operation } }],
});
const http = outputSchemaOf(step('tms', 'request'), 'ask', known);

test('an answer has the fields of its operation, with their kinds and an example of each', () => {
  expect(outputFields(http)).toMatchObject([
    { name: 'status', kind: 'number', required: true, example: 200 },
    { name: 'body', kind: 'any' },
  ]);
  const mail = outputFields(outputSchemaOf(step('mail', 'send'), 'ask', known));
  expect(mail.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['messageId text', 'accepted list', 'rejected list']);
});

test('a step of which the connector or the operation is not known has none', () => {
  for (const [slot, operation] of [
    ['other', 'request'],
    ['tms', 'toString'],
  ] as const)
    expect(outputFields(outputSchemaOf(step(slot, operation), 'ask', known))).toEqual([]);
});

test('an example fills in what is not said, and leaves what is', () => {
  expect(filledOutput(http, { body: { accepted: true } })).toEqual({ status: 200, body: { accepted: true } });
  expect(filledOutput(undefined, { any: 1 })).toEqual({ any: 1 });
});

test('what is missing or of another kind is named', () => {
  expect(wrongFields(http, { status: 'fine' }).map(({ name }) => name)).toEqual(['status']);
  expect(wrongFields(http, {}).map(({ name }) => name)).toContain('status');
  expect(wrongFields(http, { status: 204, body: null })).toEqual([]);
});
