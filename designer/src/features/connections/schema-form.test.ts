import { expect, test } from 'vitest';
import { beginForm, fieldsOf, missingIn, placesIn, shapesOf, takeShape, withMember } from './schema-form.ts';

const secret = { type: 'string', format: 'password', writeOnly: true, 'x-secret': true };
const shape = (kind: string, more: object = {}) => ({
  type: 'object',
  properties: { kind: { type: 'string', const: kind }, ...more },
  required: ['kind', ...Object.keys(more)],
  additionalProperties: false,
});
const auth = {
  oneOf: [
    shape('none'),
    shape('basic', { user: { type: 'string' }, password: secret }),
    shape('bearer', { token: secret }),
    shape('apiKey', { user: { type: 'string' }, key: secret }),
  ],
  title: 'Authentication',
};
const http = {
  type: 'object',
  properties: {
    baseUrl: { type: 'string', format: 'uri', title: 'Base URL' },
    auth,
    headers: { type: 'object', propertyNames: { type: 'string' }, additionalProperties: { type: 'string' } },
    maxPerMinute: { type: 'integer' },
  },
  required: ['baseUrl', 'auth'],
};

test('a form shows each member with a fitting control and a title that people read', () => {
  expect(fieldsOf(http).map(({ title, control, required }) => [title, control, required])).toEqual([
    ['Base URL', 'text', true],
    ['Authentication', 'one-of', true],
    ['Headers', 'pairs', false],
    ['Max per minute', 'number', false],
  ]);
  expect(shapesOf(auth).map(({ tag, value }) => `${tag}=${value}`)).toEqual([
    'kind=none',
    'kind=basic',
    'kind=bearer',
    'kind=apiKey',
  ]);
});

test('a new form holds what cannot be left out, and no secret', () => {
  expect(beginForm(http, undefined)).toEqual({ baseUrl: '', auth: { kind: 'none' } });
});

test('a stored secret is kept, and plain data that looks like one stays data', () => {
  const stored = {
    baseUrl: 'https://tms.example',
    auth: { kind: 'bearer', token: { set: true } },
    headers: { 'x-set': 'true' },
  };
  expect(beginForm(http, stored)).toEqual({ ...stored, auth: { kind: 'bearer', token: { keep: true } } });
});

test('another shape takes over what has the same name, but never a secret', () => {
  const [, , bearer, apiKey] = shapesOf(auth);
  const basic = { kind: 'basic', user: 'ada', password: { set: 'canary' } };
  if (!bearer || !apiKey) expect.unreachable();
  expect(takeShape(apiKey, basic)).toEqual({ kind: 'apiKey', user: 'ada' });
  expect(takeShape(bearer, { kind: 'basic', token: { set: 'canary' } })).toEqual({ kind: 'bearer' });
});

test('what must be filled in is named by its place, within the shape that is chosen', () => {
  expect(missingIn(http, { baseUrl: '', auth: { kind: 'basic', user: 'ada' } }, '/config')).toEqual([
    '/config/baseUrl',
    '/config/auth/password',
  ]);
  expect(missingIn(http, { baseUrl: 'https://x.example', auth: { kind: 'none' } }, '/config')).toEqual([]);
  const replaced = { baseUrl: 'https://x.example', auth: { kind: 'bearer', token: { set: '' } } };
  expect(missingIn(http, replaced, '/config')).toEqual(['/config/auth/token']);
});

test('a problem can stand at every field that is on screen, and at no other', () => {
  const places = placesIn(http, { auth: { kind: 'bearer' } }, '/config');
  expect(places).toContain('/config/auth/token');
  expect(places).not.toContain('/config/auth/password');
});

test('a member without a value is left out', () => {
  expect(withMember({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
  expect(withMember({ a: 1 }, 'a', 2)).toEqual({ a: 2 });
  expect(withMember(undefined, 'a', 2)).toEqual({ a: 2 });
});
