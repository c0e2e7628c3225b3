import { Failure } from '@slipway/shared/failure';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  callOperation,
  defineConnector,
  done,
  isAmbiguous,
  type Outcome,
  operation,
  secret,
  type Transports,
} from './index.ts';

const transports: Transports = {
  fetch: () => Promise.reject(new Failure('target-unreachable', 'no network in this test')),
  sendMail: () => Promise.reject(new Failure('target-unreachable', 'no network in this test')),
  close: async () => {},
};

/** A connector of one operation that behaves as told; its types are all inferred. */
function behaving(run: (key: string) => Promise<Outcome<{ ok: boolean }>>) {
  return defineConnector({
    id: 'test',
    version: '1.0.0',
    title: 'Test',
    description: 'Behaves as told.',
    connection: { schema: z.strictObject({ token: secret() }), test: async () => ({ ok: true }) },
    operations: {
      act: operation({
        title: 'Act',
        description: 'Acts.',
        input: z.strictObject({ count: z.int().default(1) }),
        output: z.strictObject({ ok: z.boolean() }),
        idempotency: 'key-header',
        timeoutMs: 100,
        run: async ({ input, idempotencyKey }) => run(`${idempotencyKey}:${input.count}`),
        simulate: ({ input }) => ({ ok: input.count > 0 }),
      }),
    },
  });
}

function call(run: (key: string) => Promise<Outcome<{ ok: boolean }>>, more: object = {}) {
  return callOperation({
    connector: behaving(run),
    operation: 'act',
    connection: { token: 'canary' },
    input: {},
    actionId: 'a1',
    transports,
    ...more,
  });
}

describe('calling an operation', () => {
  it('hands over the action id as the key and the parsed input', async () => {
    const keys: string[] = [];
    const outcome = await call(async (key) => {
      keys.push(key);
      return done({ ok: true });
    });
    expect([keys, outcome]).toEqual([['a1:1'], { kind: 'done', output: { ok: true } }]);
  });

  it.each([
    [{ input: { count: 'many' } }, 'invalid-input'],
    [{ input: { count: 1, surplus: 1 } }, 'invalid-input'],
    [{ connection: {} }, 'invalid-input'],
    [{ operation: 'other' }, 'not-found'],
    [{ operation: 'constructor' }, 'not-found'],
  ])('does not run for %j', async (more, code) => {
    const outcome = await call(() => Promise.reject(new Error('ran')), more);
    expect(outcome).toMatchObject({ kind: 'failed', code });
  });

  it.each([
    ['target-unreachable', 'retry', false],
    ['target-lost', 'retry', true],
    ['target-timeout', 'retry', true],
    ['target-refused', 'failed', false],
    ['egress-refused', 'failed', false],
  ] as const)('makes of a thrown %s a %s', async (code, kind, ambiguous) => {
    const outcome = await call(() => Promise.reject(new Failure(code, 'because')));
    expect(outcome).toEqual({ kind, code, detail: 'because' });
    expect(isAmbiguous(outcome)).toBe(ambiguous);
  });

  it('calls what it does not know a bug, and does not repeat its message', async () => {
    const logged: unknown[] = [];
    const outcome = await call(() => Promise.reject(new TypeError('canary leaked')), {
      log: (...line: unknown[]) => logged.push(line),
    });
    expect(outcome).toEqual({ kind: 'failed', code: 'internal', detail: 'TypeError' });
    expect(JSON.stringify(logged)).toContain('[redacted] leaked');
  });

  it('refuses an output that is not of its schema', async () => {
    const outcome = await call(async () => ({ kind: 'done', output: JSON.parse('{"ok":"yes"}') }));
    expect(outcome).toMatchObject({ kind: 'failed', code: 'invalid-output' });
  });

  it('refuses what is nested deeper than anything may be, coming and going', async () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    expect(await call(async () => done({ ok: true }), { input: deep })).toMatchObject({ code: 'invalid-input' });
    expect(await call(async () => ({ kind: 'done', output: deep }))).toMatchObject({ code: 'invalid-output' });
  });

  it('does not wait for an operation that ignores its timeout', async () => {
    const outcome = await call(() => new Promise(() => {}));
    expect(outcome).toMatchObject({ kind: 'retry', code: 'target-timeout' });
  });

  it('does not begin when it was called off before', async () => {
    const outcome = await call(() => Promise.reject(new Error('ran')), { signal: AbortSignal.abort() });
    expect(outcome).toMatchObject({ kind: 'retry', code: 'unavailable' });
  });

  it('redacts the connection’s secrets from what an operation says', async () => {
    const outcome = await call(async () => ({ kind: 'failed', code: 'target-refused', detail: 'token canary is bad' }));
    expect(outcome).toMatchObject({ detail: 'token [redacted] is bad' });
  });
});
