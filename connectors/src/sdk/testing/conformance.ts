import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callOperation } from '../call-operation.ts';
import type { Connector } from '../connector.ts';
import type { Operation, Outcome } from '../operation.ts';
import { jsonSchemaOf, maskSecrets, secretValues } from '../secret.ts';
import { testConnection } from '../test-connection.ts';
import { createTransports } from '../transport/index.ts';
import type { Transports } from '../transports.ts';
import { type RecordingServer, type Reply, startRecordingServer } from './recording-server.ts';

/** What the suite must know of a connector to try it. */
export interface ConformanceFixtures {
  /** A connection to the recording server; give each secret a text that occurs nowhere else. */
  connection(baseUrl: string): unknown;
  /** Something that is no connection of this connector. */
  readonly wrongConnection: unknown;
  readonly operations: Readonly<Record<string, OperationFixture>>;
}

/** How one operation is tried. */
export interface OperationFixture {
  readonly input: unknown;
  readonly wrongInput: unknown;
  /** What a healthy target answers. */
  readonly success: Extract<Reply, { kind: 'answer' }>;
  /** Whether the operation takes an HTML page with status 200 for a success. Almost none does. */
  readonly acceptsHtml?: boolean;
}

/** Registers the suite that defines what a connector over HTTP is: call it in a vitest file. */
export function connectorConformance(connector: Connector, fixtures: ConformanceFixtures): void {
  describe(`the connector ${connector.id}`, () => {
    let server: RecordingServer;
    let transports: Transports;
    beforeAll(async () => {
      server = await startRecordingServer();
      transports = createTransports({ grants: [{ host: '127.0.0.1' }] });
    });
    afterAll(async () => {
      await transports.close();
      await server.close();
    });
    beforeEach(() => {
      server.requests.length = 0;
    });
    const setting = (): Setting => ({
      server,
      transports,
      connection: fixtures.connection(`http://127.0.0.1:${server.port}`),
    });
    definitionTests(connector, fixtures, setting);
    for (const [name, fixture] of Object.entries(fixtures.operations)) {
      const operation = connector.operations[name];
      if (!operation) throw new Error(`the connector has no operation ${name}`);
      describe(`its operation ${name}`, () => {
        const trial = createTrial(connector, name, fixture, setting);
        schemaTests(operation, fixture, trial, setting);
        retryTests(fixture, trial, setting);
        brokenTests(operation, fixture, trial, setting);
        secrecyTests(connector, trial, setting);
      });
    }
  });
}

interface Setting {
  readonly server: RecordingServer;
  readonly transports: Transports;
  readonly connection: unknown;
}

interface TrialOptions {
  readonly input?: unknown;
  readonly connection?: unknown;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly logged?: string[];
}

type Trial = (reply: Reply, options?: TrialOptions) => Promise<Outcome>;

function createTrial(connector: Connector, name: string, fixture: OperationFixture, setting: () => Setting): Trial {
  return (reply, options = {}) => {
    const { server, transports, connection } = setting();
    server.reply(() => reply);
    const operation = connector.operations[name];
    const hurried =
      options.timeoutMs === undefined || !operation
        ? connector
        : {
            ...connector,
            operations: { ...connector.operations, [name]: { ...operation, timeoutMs: options.timeoutMs } },
          };
    return callOperation({
      connector: hurried,
      operation: name,
      connection: options.connection ?? connection,
      input: 'input' in options ? options.input : fixture.input,
      actionId: 'conformance-action-1',
      transports,
      log: (level, message, fields) => options.logged?.push(JSON.stringify({ level, message, fields })),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  };
}

function definitionTests(connector: Connector, fixtures: ConformanceFixtures, setting: () => Setting): void {
  it('has a stable id, a semantic version and a fixture for every operation', () => {
    expect(connector.id).toMatch(/^[a-z][a-z0-9-]{0,63}$/);
    expect(connector.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Object.keys(fixtures.operations).sort()).toEqual(Object.keys(connector.operations).sort());
  });

  it('says where its secrets go, without reading one', () => {
    const { connection } = setting();
    const { schema, target } = connector.connection;
    if (secretValues(schema, connection).length === 0) return;
    expect(target?.(maskSecrets(schema, connection) as never)).toMatch(/^[a-z+]+:\/\/[^/]+:\d+$/);
  });

  it('gives schemas from which forms can be drawn', () => {
    expect(jsonSchemaOf(connector.connection.schema)).toHaveProperty('type');
    for (const operation of Object.values(connector.operations)) {
      expect(jsonSchemaOf(operation.input)).toHaveProperty('type');
      expect(jsonSchemaOf(operation.output)).toHaveProperty('type');
    }
  });

  it('shows a connection without its secrets', () => {
    const { connection } = setting();
    const shown = JSON.stringify(maskSecrets(connector.connection.schema, connection));
    for (const secret of secretValues(connector.connection.schema, connection)) expect(shown).not.toContain(secret);
  });

  it('tests a connection against a healthy target, a refusing one and none', async () => {
    const { server, transports, connection } = setting();
    server.reply(() => ({ kind: 'answer', status: 200, body: '{}' }));
    expect(await testConnection({ connector, connection, transports })).toMatchObject({ ok: true });
    server.reply(() => ({ kind: 'answer', status: 401, body: '{}' }));
    expect(await testConnection({ connector, connection, transports })).toMatchObject({ ok: false });
    const nowhere = fixtures.connection('http://127.0.0.1:9');
    expect(await testConnection({ connector, connection: nowhere, transports })).toMatchObject({ ok: false });
    const wrong = await testConnection({ connector, connection: fixtures.wrongConnection, transports });
    expect(wrong).toMatchObject({ ok: false, code: 'invalid-input' });
  });
}

function schemaTests(operation: Operation, fixture: OperationFixture, trial: Trial, setting: () => Setting): void {
  it('succeeds against a healthy target, with an output of its schema', async () => {
    const outcome = await trial(fixture.success);
    expect(outcome).toMatchObject({ kind: 'done' });
    expect(operation.output.safeParse(outcome.kind === 'done' ? outcome.output : undefined).success).toBe(true);
  });

  it('refuses a wrong input without asking the target', async () => {
    const outcome = await trial(fixture.success, { input: fixture.wrongInput });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'invalid-input' });
    expect(setting().server.requests).toHaveLength(0);
  });

  it('simulates purely, with an output of its schema', () => {
    const input = operation.input.parse(fixture.input);
    const before = structuredClone(input);
    const first = operation.simulate({ input });
    expect(operation.simulate({ input })).toEqual(first);
    expect(input).toEqual(before);
    expect(operation.output.safeParse(first).success).toBe(true);
    expect(setting().server.requests).toHaveLength(0);
  });

  it.runIf(operation.idempotency === 'key-header')(
    'has one effect for one key, however often it is delivered',
    async () => {
      await trial(fixture.success);
      await trial(fixture.success);
      const { requests } = setting().server;
      const keys = requests.map((request) => request.headers['idempotency-key']);
      expect(keys).toEqual(['conformance-action-1', 'conformance-action-1']);
      expect(requests[0]?.body).toBe(requests[1]?.body);
    },
  );
}

function retryTests(fixture: OperationFixture, trial: Trial, setting: () => Setting): void {
  it.each([408, 425, 429, 500, 502, 503, 504])('asks for another attempt after HTTP %i', async (status) => {
    expect(await trial({ kind: 'answer', status })).toMatchObject({ kind: 'retry' });
  });

  it.each([301, 302, 307, 400, 401, 403, 404, 409, 410, 422])('gives up after HTTP %i', async (status) => {
    const outcome = await trial({ kind: 'answer', status, headers: { location: '/elsewhere' } });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'target-refused' });
    expect(setting().server.requests).toHaveLength(1);
  });

  it.each([
    ['120', 120_000],
    ['99999999', 900_000],
    ['-1', undefined],
    ['soon', undefined],
    ['Sun, 06 Nov 1994 08:49:37 GMT', undefined],
  ])('after 429 with Retry-After %j waits %j ms', async (header, afterMs) => {
    const outcome = await trial({ kind: 'answer', status: 429, headers: { 'retry-after': header } });
    expect(outcome).toMatchObject({ kind: 'retry', code: 'target-busy' });
    expect(outcome.kind === 'retry' ? outcome.afterMs : null).toBe(afterMs);
  });

  it('understands a Retry-After that is a date', async () => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    const outcome = await trial({ kind: 'answer', status: 503, headers: { 'retry-after': date } });
    expect(outcome.kind === 'retry' && outcome.afterMs).toBeGreaterThan(50_000);
  });

  it.skipIf(fixture.acceptsHtml)('does not take an HTML page with status 200 for a success', async () => {
    const outcome = await trial({
      kind: 'answer',
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<!doctype html><title>Log in</title>',
    });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'invalid-output' });
  });
}

function brokenTests(operation: Operation, fixture: OperationFixture, trial: Trial, setting: () => Setting): void {
  it('declares a timeout between a second and two minutes', () => {
    expect(operation.timeoutMs).toBeGreaterThanOrEqual(1_000);
    expect(operation.timeoutMs).toBeLessThanOrEqual(120_000);
  });

  it('tells a connection that broke from a target that was never reached', async () => {
    expect(await trial({ kind: 'reset' })).toMatchObject({ kind: 'retry', code: 'target-lost' });
    expect(await trial(fixture.success)).toMatchObject({ kind: 'done' });
  });

  it.each(['silence', 'slow-body'] as const)('ends at its timeout when the target gives %s', async (kind) => {
    const began = performance.now();
    expect(await trial({ kind }, { timeoutMs: 150 })).toMatchObject({ kind: 'retry', code: 'target-timeout' });
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('stops and breaks the request off when it is called off', async () => {
    const { server } = setting();
    const before = server.brokenOff();
    const controller = new AbortController();
    const attempt = trial({ kind: 'silence' }, { signal: controller.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort();
    expect(await attempt).toMatchObject({ kind: 'retry', code: 'unavailable' });
    await expect.poll(server.brokenOff).toBe(before + 1);
  });

  it('refuses an answer beyond every bound', async () => {
    const body = JSON.stringify('x'.repeat(2 * 1024 * 1024));
    expect(await trial({ kind: 'answer', status: 200, body })).toMatchObject({
      kind: 'failed',
      code: 'invalid-output',
    });
  });
}

function secrecyTests(connector: Connector, trial: Trial, setting: () => Setting): void {
  it('lets no secret out through outcomes or logs, even when the target repeats its request', async () => {
    const { server, connection } = setting();
    const logged: string[] = [];
    await trial({ kind: 'answer', status: 400, body: '{}' });
    const echo = JSON.stringify(server.requests[0]?.headers ?? {});
    const outcomes: Outcome[] = [];
    for (const status of [200, 400, 500])
      outcomes.push(await trial({ kind: 'answer', status, body: echo }, { logged }));
    const said = JSON.stringify(outcomes) + logged.join('');
    for (const secret of secretValues(connector.connection.schema, connection)) {
      expect(said).not.toContain(secret);
      expect(said).not.toContain(Buffer.from(secret).toString('base64').replace(/=+$/, ''));
    }
  });
}
