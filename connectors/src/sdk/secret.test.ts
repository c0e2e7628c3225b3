import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { redactDeep, redactor } from './redact.ts';
import { maskSecrets, secret, secretPointers, secretValues } from './secret.ts';

const schema = z.strictObject({
  url: z.url(),
  auth: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('key'), key: secret() }),
  ]),
  password: secret().optional(),
  more: z.array(z.record(z.string(), secret())).optional(),
});
const connection = {
  url: 'https://a.example',
  auth: { kind: 'key', key: 'k1' },
  password: 'p1',
  more: [{ 'a/b': 'm1' }],
};

describe('secrets of a connection', () => {
  it('are found through unions, options, lists and records', () => {
    expect(secretPointers(schema, connection).sort()).toEqual(['/auth/key', '/more/0/a~1b', '/password']);
    expect(secretValues(schema, connection).sort()).toEqual(['k1', 'm1', 'p1']);
  });

  it('are masked in a copy', () => {
    expect(maskSecrets(schema, connection, '*')).toEqual({
      url: 'https://a.example',
      auth: { kind: 'key', key: '*' },
      password: '*',
      more: [{ 'a/b': '*' }],
    });
    expect(connection.password).toBe('p1');
  });

  it('are nothing where the connection is none', () => {
    expect(secretValues(schema, null)).toEqual([]);
    expect(secretValues(schema, { auth: 7, more: 'x' })).toEqual([]);
  });
});

describe('redaction', () => {
  const canary = 'ca"nary/+ä?1';
  it.each([
    ['plain', canary],
    ['in JSON', JSON.stringify(canary)],
    ['in a URL', encodeURIComponent(canary)],
    ['in base64', Buffer.from(canary).toString('base64')],
    ['in base64url', Buffer.from(canary).toString('base64url')],
    ['in a basic-auth header', Buffer.from(`user:${canary}`).toString('base64')],
  ])('finds a secret %s', (_how, spelling) => {
    expect(redactor([canary], ['user'])(`before ${spelling} after`)).toMatch(/^before "?\[redacted\]"?=* after$/);
  });

  it('reaches into values and keys', () => {
    expect(redactDeep({ a: ['x s3cret', 1, null], s3cret: true }, redactor(['s3cret']))).toEqual({
      a: ['x [redacted]', 1, null],
      '[redacted]': true,
    });
  });

  it('leaves texts without a secret as they are', () => {
    expect(redactor(['', 's'.repeat(20)])('nothing here')).toBe('nothing here');
  });
});
