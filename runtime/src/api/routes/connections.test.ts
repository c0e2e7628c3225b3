import { type RecordingServer, startRecordingServer } from '@slipway/connectors/sdk/testing';
import {
  connectionListSchema,
  connectionSchema,
  connectorListSchema,
  failureSchema,
  grantListSchema,
} from '@slipway/shared/api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tablesOf } from '../../database/backup.ts';
import { insertEnvironment } from '../../stores/environments.ts';
import type { Logger } from '../../telemetry/index.ts';
import { localOwner, type Permission } from '../principal.ts';
import { type EmbeddedApp, openEmbeddedApp } from '../testing/embedded-app.ts';

const CANARY = 'canary-4711-/+ä';
const denied = new Set<Permission>();
const logged: string[] = [];
let app: EmbeddedApp;
let server: RecordingServer;

beforeAll(async () => {
  server = await startRecordingServer();
  const line = (...parts: unknown[]) => void logged.push(JSON.stringify(parts, (_, value) => withErrors(value)));
  const logger: Logger = { debug: line, info: line, warn: line, error: line, with: () => logger };
  const principal = { ...localOwner, can: (permission: Permission) => !denied.has(permission) };
  app = await openEmbeddedApp({ principal, logger });
  for (const [id, delivers_to] of [['prod', 'targets'] as const, ['trial', 'outbox'] as const]) {
    const row = { id, kind: 'live' as const, delivers_to, partitions: 1, live_set: 'none', clock_ms: null };
    await insertEnvironment(app.database.kysely, row);
  }
}, 60_000);
afterAll(async () => {
  await app.close();
  await server.close();
});
beforeEach(() => {
  denied.clear();
  server.requests.length = 0;
  server.reply(() => ({ kind: 'answer', status: 200, body: '{}' }));
});

const at = (path: string, environment = 'prod') => `/api/v1/environments/${environment}${path}`;
const http = (token: unknown, baseUrl = `http://127.0.0.1:${server.port}/api`) => ({
  connector: 'http',
  config: { baseUrl, auth: { kind: 'bearer', token } },
});
async function put(path: string, body: unknown, environment?: string) {
  const response = await app.send('PUT', at(path, environment), body);
  return { status: response.status, text: await response.text() };
}
const bind = async (slot: string, body: unknown = http({ set: CANARY }), environment?: string) =>
  connectionSchema.parse(JSON.parse((await put(`/connections/${slot}`, body, environment)).text));
const test = async (slot: string, environment?: string) =>
  (await app.post(at(`/connections/${slot}/test`, environment), {})).json();
const problemsOf = ({ text }: { text: string }) =>
  (failureSchema.parse(JSON.parse(text)).problems ?? []).map(({ code, path }) => `${code} ${path}`);
const withErrors = (value: unknown) => (value instanceof Error ? { ...value, text: value.stack } : value);

/** Every row of every table, as text. */
async function everything(): Promise<string> {
  const texts: string[] = [];
  for (const table of (await tablesOf(app.database.kysely)).keys()) {
    const { rows } = await app.database.pool.query<{ row: string }>(`SELECT t::text AS row FROM "${table}" t`);
    texts.push(`${table} ${rows.map(({ row }) => row).join('\n')}`);
  }
  return texts.join('\n');
}
const spellings = (secret: string) => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  encodeURIComponent(secret),
];
const holdsCanary = (text: string) => spellings(CANARY).some((each) => text.includes(each));

describe('connectors', () => {
  it('come with schemas that mark what is secret', async () => {
    const { items } = connectorListSchema.parse(await (await app.get('/api/v1/connectors')).json());
    expect(items.map(({ id, sendsMail }) => [id, sendsMail])).toEqual([
      ['http', false],
      ['email', true],
      ['file', false],
    ]);
    const email = items.find((item) => item.id === 'email');
    expect(email?.connection).toMatchObject({ properties: { password: { 'x-secret': true, format: 'password' } } });
    expect(JSON.stringify(items[0]?.connection)).toContain('"x-secret":true');
    expect(items[0]?.operations.request).toMatchObject({ idempotency: 'key-header', input: { type: 'object' } });
  });
});

describe('a connection', () => {
  it('is bound, listed without its secret, and unbound', async () => {
    const bound = await bind('tms');
    expect(bound).toMatchObject({
      connector: 'http',
      config: { auth: { kind: 'bearer', token: { set: true } } },
      target: `http://127.0.0.1:${server.port}`,
      problems: [],
      revision: 1,
      updatedBy: 'Local owner',
      health: { done: 0, lastFailure: null },
    });
    const list = connectionListSchema.parse(await (await app.get(at('/connections'))).json());
    expect(list).toEqual({ items: [bound], deliversTo: 'targets' });
    expect((await app.get(at('/connections/tms', 'trial'))).status).toBe(404);
    expect((await app.send('DELETE', at('/connections/tms'), {})).status).toBe(200);
    expect((await app.send('DELETE', at('/connections/tms'), {})).status).toBe(404);
    expect((await app.database.pool.query('SELECT * FROM secrets')).rows).toEqual([]);
  });

  it('keeps its secret while it changes, and demands it anew for another host', async () => {
    await bind('tms');
    const moved = await put('/connections/tms', http({ keep: true }, 'https://evil.example/api'));
    expect([moved.status, problemsOf(moved)]).toEqual([422, ['secret-needed-anew /config/auth/token']]);
    const changed = await bind('tms', http({ keep: true }, `http://127.0.0.1:${server.port}/v2`));
    expect(changed).toMatchObject({ revision: 2, problems: [] });
    await app.send('PUT', at('/grants'), { host: '127.0.0.1', port: server.port });
    expect(await test('tms')).toMatchObject({ ok: true, detail: 'HTTP 200', code: null });
    expect(server.requests[0]).toMatchObject({
      url: '/v2',
      headers: { authorization: expect.stringContaining('canary') },
    });
  });

  it('forgets a secret that is left out', async () => {
    await bind('tms');
    await bind('tms', { connector: 'http', config: { baseUrl: 'https://tms.example', auth: { kind: 'none' } } });
    expect((await app.database.pool.query("SELECT * FROM secrets WHERE slot = 'tms'")).rows).toEqual([]);
  });

  it('is refused with every mistake by its field', async () => {
    const refused = await put('/connections/tms', {
      connector: 'http',
      config: { baseUrl: 'ftp://x', auth: { kind: 'bearer', token: CANARY } },
    });
    expect([refused.status, problemsOf(refused)]).toEqual([
      422,
      ['secret-expected /config/auth/token', 'invalid-field /config/baseUrl'],
    ]);
    expect(problemsOf(await put('/connections/tms', { connector: 'nope', config: {} }))).toEqual([
      'unknown-connector /connector',
    ]);
    expect((await put('/connections/No_Slot', http({ set: 'x' }))).status).toBe(404);
    expect((await put('/connections/tms', { connector: 'http' })).status).toBe(400);
  });

  it('is not changed on the ground of what somebody else has changed meanwhile', async () => {
    const { revision } = await bind('race');
    await bind('race', { ...http({ set: 'newer' }), revision });
    const late = await put('/connections/race', { ...http({ set: 'late' }), revision });
    expect(late.status).toBe(409);
    expect(late.text).toContain(`revision ${revision + 1} by Local owner`);
  });

  it('needs one more permission where a secret is written', async () => {
    await bind('tms');
    denied.add('secret:write');
    expect((await put('/connections/tms', http({ set: 'x' }))).status).toBe(403);
    expect((await put('/connections/tms', http({ keep: true }))).status).toBe(200);
  });

  it('whose stored secret was carried elsewhere does not give it away', async () => {
    await bind('tms');
    await bind('thief', http({ set: 'own' }, 'https://thief.example'));
    await app.database.pool.query(`UPDATE secrets SET (target, key_id, wrapped_key, sealed) =
      (SELECT s.target, s.key_id, s.wrapped_key, s.sealed FROM secrets s WHERE s.slot = 'tms') WHERE slot = 'thief'`);
    expect(await test('thief')).toMatchObject({ ok: false, code: 'secret-unreadable' });
    await app.database.pool.query(
      "UPDATE connections SET config = replace(config, '127.0.0.1', 'evil.example') WHERE slot = 'tms'",
    );
    expect(await test('tms')).toMatchObject({ ok: false, code: 'secret-unreadable' });
  });

  it('whose key is lost says so, and the others go on', async () => {
    await bind('lost');
    await bind('fine');
    await app.database.pool.query("UPDATE secrets SET key_id = 'gone' WHERE slot = 'lost'");
    const { items } = connectionListSchema.parse(await (await app.get(at('/connections'))).json());
    const problems = new Map(items.map((item) => [item.slot, item.problems.map((problem) => problem.code)]));
    expect([problems.get('lost'), problems.get('fine')]).toEqual([['secret-unreadable'], []]);
    expect(await test('lost')).toMatchObject({ ok: false, code: 'secret-unreadable' });
    expect(problemsOf(await put('/connections/lost', http({ keep: true })))).toEqual([
      'secret-unreadable /config/auth/token',
    ]);
    expect((await bind('lost', http({ set: 'anew' }))).problems).toEqual([]);
  });
});

describe('a test of a connection', () => {
  it('goes the guarded way: a private address is refused until it is granted, and again when that is taken back', async () => {
    await bind('tms');
    const grant = { host: '127.0.0.1', port: server.port };
    await app.send('DELETE', at(`/grants?host=127.0.0.1&port=${server.port}`), {});
    expect(await test('tms')).toMatchObject({ ok: false, code: 'egress-refused' });
    const given = await app.send('PUT', at('/grants'), { ...grant, reason: 'the TMS in our cellar' });
    expect(grantListSchema.parse(await given.json()).items).toMatchObject([
      { ...grant, reason: 'the TMS in our cellar', grantedBy: 'Local owner' },
    ]);
    expect(await test('tms')).toMatchObject({ ok: true });
    expect((await app.get(at('/grants', 'trial'))).status).toBe(200);
    expect(await (await app.get(at('/grants', 'trial'))).json()).toEqual({ items: [] });
    const last = connectionSchema.parse(await (await app.get(at('/connections/tms'))).json()).lastTest;
    expect(last).toMatchObject({ ok: true, detail: 'HTTP 200' });
    await app.send('DELETE', at(`/grants?host=127.0.0.1&port=${server.port}`), {});
    expect(await test('tms')).toMatchObject({ ok: false, code: 'egress-refused' });
  });

  it('says where nothing leaves that nothing was asked', async () => {
    await bind('tms', http({ set: CANARY }), 'trial');
    expect(await test('tms', 'trial')).toMatchObject({
      ok: null,
      code: null,
      detail: expect.stringContaining('outbox'),
    });
    expect(server.requests).toEqual([]);
  });

  it('says how it went wrong', async () => {
    await app.send('PUT', at('/grants'), { host: '127.0.0.1', port: server.port });
    await bind('tms');
    server.reply(() => ({ kind: 'reset' }));
    const answer = await test('tms');
    expect(answer).toMatchObject({ ok: false, code: 'target-lost' });
  });

  it('sends no test mail over what is no mail connection, and none where nothing leaves', async () => {
    await bind('tms');
    const mail = {
      connector: 'email',
      config: { host: 'mail.example', port: 25, secure: 'none', from: 'a@example.org' },
    };
    await bind('mail', mail, 'trial');
    expect((await app.post(at('/connections/tms/test-mail'), { to: 'a@example.org' })).status).toBe(400);
    const sent = await app.post(at('/connections/mail/test-mail', 'trial'), { to: 'a@example.org' });
    expect(await sent.json()).toMatchObject({ ok: null });
  });
});

describe('a grant', () => {
  it.each(['169.254.169.254', '168.63.129.16', '[fd00:ec2::254]', '0.0.0.0/0', '10.0.0.0/4', '0x7f.1', '10.0.0.1/99'])(
    'is not given for %s',
    async (host) => {
      expect((await put('/grants', { host, port: 443 })).status).toBe(400);
    },
  );

  it.each(['10.0.0.0/24', 'erp.corp.example', '10.1.2.3', '::1', 'fd12::/48'])('is given for %s', async (host) => {
    expect((await put('/grants', { host, port: 443 })).status).toBe(200);
  });
});

describe('the vault', () => {
  it('changes its key while the secrets stay', async () => {
    await bind('tms');
    await app.send('PUT', at('/grants'), { host: '127.0.0.1', port: server.port });
    expect((await app.post('/api/v1/vault/rotate', {})).status).toBe(200);
    expect(await (await app.get('/api/v1/vault')).json()).toMatchObject({ unreadable: [] });
    expect(await test('tms')).toMatchObject({ ok: true });
  });
});

describe('a secret', () => {
  it('stands in no table, no answer, no audit entry and no log line', async () => {
    await bind('tms', { ...http({ set: CANARY }), reason: 'to see where it goes' });
    await put('/connections/tms', http(CANARY));
    await put('/connections/tms', { ...http({ set: CANARY }), unknown: CANARY.slice(0, 3) });
    await test('tms');
    const tables = await everything();
    expect(tables).toContain('connection.changed');
    expect(tables).toContain('secrets ');
    expect(holdsCanary(tables)).toBe(false);
    for (const path of ['/connections', '/connections/tms', '/grants', '/variables']) {
      expect(holdsCanary(await (await app.get(at(path))).text())).toBe(false);
    }
    const refused = await put('/connections/tms', http(CANARY));
    expect([refused.status, holdsCanary(refused.text), holdsCanary(logged.join('\n'))]).toEqual([422, false, false]);
  });

  it('would be seen by this sweep', async () => {
    await app.database.pool.query('UPDATE connections SET config = $1 WHERE slot = $2', [
      JSON.stringify(CANARY),
      'tms',
    ]);
    expect(holdsCanary(await everything())).toBe(true);
    await app.database.pool.query("DELETE FROM connections WHERE slot = 'tms'");
  });
});
