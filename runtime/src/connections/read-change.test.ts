import { connectors, findConnector } from '@slipway/connectors';
import { describe, expect, it } from 'vitest';
import { readChange, type Stored } from './read-change.ts';

const http = findConnector('http') ?? expect.unreachable();
const stored: Stored = {
  connector: 'http',
  target: 'https://tms.example:443',
  fields: new Set(['/auth/token']),
  open: () => 'kept-canary',
};
const config = (token: unknown, more: object = {}) => ({
  baseUrl: 'https://tms.example/api',
  auth: { kind: 'bearer', token },
  ...more,
});
const problemsOf = (given: unknown, known?: Stored) => {
  const read = readChange(http, given, known);
  return read.ok ? [] : read.problems.map(({ code, path }) => `${code} ${path}`);
};

describe('a change of a connection', () => {
  it('parts what may be seen from what is secret', () => {
    expect(readChange(http, config({ set: 'canary' }), undefined)).toEqual({
      ok: true,
      config: { baseUrl: 'https://tms.example/api', auth: { kind: 'bearer', token: null } },
      target: 'https://tms.example:443',
      set: new Map([['/auth/token', 'canary']]),
      keep: [],
    });
    expect(readChange(http, config({ keep: true }), stored)).toMatchObject({ ok: true, keep: ['/auth/token'] });
  });

  it.each(['plain', 7, null, {}, { set: '' }, { set: 'x', keep: true }, { keep: false }, { set: true }, ['x']])(
    'refuses %j in the place of a secret',
    (value) => {
      expect(problemsOf(config(value), stored)).toContain('secret-expected /config/auth/token');
    },
  );

  it.each([
    ['host', { baseUrl: 'https://evil.example/api' }],
    ['port', { baseUrl: 'https://tms.example:8443/api' }],
    ['protocol', { baseUrl: 'http://tms.example/api' }],
  ])('demands a kept secret anew after a change of %s', (_what, more) => {
    expect(problemsOf(config({ keep: true }, more), stored)).toEqual(['secret-needed-anew /config/auth/token']);
    expect(problemsOf(config({ set: 'new' }, more), stored)).toEqual([]);
  });

  it('keeps a secret while only the path below its host changes', () => {
    expect(problemsOf(config({ keep: true }, { baseUrl: 'https://TMS.example:443/v2' }), stored)).toEqual([]);
  });

  it('does not keep what is not there, was another connector’s, or cannot be opened', () => {
    expect(problemsOf(config({ keep: true }))).toEqual(['no-secret /config/auth/token']);
    expect(problemsOf(config({ keep: true }), { ...stored, connector: 'email' })).toEqual([
      'secret-needed-anew /config/auth/token',
    ]);
    expect(problemsOf(config({ keep: true }), { ...stored, open: () => undefined })).toEqual([
      'secret-unreadable /config/auth/token',
    ]);
  });

  it('names every mistake by its field, and repeats no secret', () => {
    const read = readChange(
      http,
      { baseUrl: 'ftp://x', auth: { kind: 'apiKey', header: 'Host', key: { set: 'canary' } }, colour: 'canary' },
      undefined,
    );
    expect(read.ok ? [] : read.problems.map((problem) => problem.path).sort()).toEqual([
      '/config',
      '/config/auth/header',
      '/config/baseUrl',
    ]);
    expect(JSON.stringify(read)).not.toContain('canary');
  });

  it.each([null, 'text', [], { auth: null }, { auth: { kind: 'none', token: { set: 'x' } } }])(
    'answers %j with problems, not with an error',
    (value) => {
      for (const connector of connectors) {
        if (connector.id !== 'file') expect(readChange(connector, value, stored).ok).toBe(false);
      }
    },
  );
});
