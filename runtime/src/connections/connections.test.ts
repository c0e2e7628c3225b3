import { findConnector } from '@slipway/connectors';
import { isFailure } from '@slipway/shared/failure';
import { expect, onTestFinished, test, vi } from 'vitest';
import { tablesOf } from '../database/backup.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '../database/temporary.ts';
import { ENVIRONMENT, json, startEmbedded, told } from '../pipeline/testing/embedded-pipeline.ts';
import { readHealth } from '../stores/connection-health-reads.ts';
import { findConnection, saveConnection } from '../stores/connections.ts';
import { listSecrets } from '../stores/secrets.ts';
import { openVault, temporaryVault } from '../vault/index.ts';
import { bindConnections } from './bind-connections.ts';
import { openConnection } from './open-connection.ts';
import { describeVault, rotateKeys, sealPlainConnections } from './secure-stored.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 30_000 });

const CANARY = 'canary-4711';
const http = findConnector('http') ?? expect.unreachable();
const withToken = (token: string, baseUrl = 'https://tms.example') => ({
  connector: 'http',
  config: { baseUrl, auth: { kind: 'bearer', token } },
});

async function open(): Promise<TemporaryDatabase> {
  const database = await openTemporaryDatabase();
  onTestFinished(() => database.close());
  return database;
}

async function allRows(database: TemporaryDatabase): Promise<string> {
  const texts: string[] = [];
  for (const table of (await tablesOf(database.kysely)).keys()) {
    texts.push(JSON.stringify((await database.pool.query(`SELECT * FROM "${table}"`)).rows));
  }
  const { rows } = await database.pool.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'bullmq'",
  );
  for (const { name } of rows) {
    texts.push(JSON.stringify((await database.pool.query(`SELECT * FROM bullmq."${name}"`)).rows));
  }
  return texts.join('\n');
}

const opened = async (database: TemporaryDatabase, vault = temporaryVault()) => {
  const row = (await findConnection(database.kysely, 'prod', 'tms')) ?? expect.unreachable();
  return openConnection(database.kysely, vault, http, row);
};

test('a secret reaches its target in an action, and stands nowhere else', async () => {
  const seen: (string | undefined)[] = [];
  const transports = {
    fetch: async (_url: unknown, request?: { headers?: Readonly<Record<string, string>> }) => {
      seen.push(request?.headers?.authorization);
      return json(
        { accepted: false, reason: `who is ${request?.headers?.authorization}` },
        seen.length > 1 ? 422 : 200,
      );
    },
    sendMail: async () => ({ accepted: [], rejected: [] }),
    close: async () => {},
  };
  const embedded = await startEmbedded({ partitions: 1, outboxTransports: () => transports });
  onTestFinished(() => embedded.close());
  await embedded.pipeline.bindConnections(ENVIRONMENT, { tms: withToken(CANARY) });
  await embedded.pipeline.append(ENVIRONMENT, [
    told('e1', 's:a', { ask: 'act_1' }),
    told('e2', 's:b', { ask: 'act_2' }),
  ]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  expect(seen).toEqual([`Bearer ${CANARY}`, `Bearer ${CANARY}`]);
  const rows = await allRows(embedded.database);
  expect(rows).toContain('act_1');
  expect(rows).toContain('who is');
  expect(rows).not.toContain(CANARY);
  expect(JSON.stringify(embedded.errors)).not.toContain(CANARY);
  const health = await readHealth(embedded.database.kysely, ENVIRONMENT, { sinceMs: 0, nowMs: Date.now() });
  expect(health.get('tms')).toMatchObject({
    done: 1,
    failed: 1,
    retried: 0,
    open: 0,
    lastFailure: { code: 'target-refused' },
  });
});

test('an action whose secret cannot be opened is dead at once and names the slot; others go on', async () => {
  const embedded = await startEmbedded({ partitions: 1 });
  onTestFinished(() => embedded.close());
  await embedded.pipeline.bindConnections(ENVIRONMENT, { tms: withToken(CANARY), erp: withToken(CANARY) });
  await embedded.database.pool.query("UPDATE secrets SET key_id = 'gone' WHERE slot = 'tms'");
  await embedded.pipeline.append(ENVIRONMENT, [
    told('e1', 's:a', { ask: 'act_1' }),
    told('e2', 's:b', { ask: 'act_2', slot: 'erp' }),
  ]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  const rows = await embedded.rows('SELECT id, state, code, detail FROM actions ORDER BY id');
  expect(rows).toMatchObject([
    { id: 'act_1', state: 'dead', code: 'secret-unreadable', detail: 'slot tms, /auth/token' },
    { id: 'act_2', state: 'done' },
  ]);
});

test('what an earlier version stored in the clear is sealed at the first start, once', async () => {
  const database = await open();
  const vault = temporaryVault();
  const { connector, config } = withToken(CANARY);
  const at = { environment: 'prod', slot: 'tms', updated_at_ms: 1, updated_by: null };
  await saveConnection(database.kysely, { ...at, connector, config: JSON.stringify(config) });
  expect(await sealPlainConnections({ database, vault }, 2)).toEqual(['prod/tms']);
  expect(await allRows(database)).not.toContain(CANARY);
  expect(await opened(database, vault)).toEqual(config);
  const before = await listSecrets(database.kysely);
  expect(await sealPlainConnections({ database, vault }, 3)).toEqual([]);
  expect(await listSecrets(database.kysely)).toEqual(before);
});

test('a set-up file that is applied again changes nothing, and mends what cannot be opened', async () => {
  const database = await open();
  const vault = temporaryVault();
  const bind = (token: string) => bindConnections({ database, vault, nowMs: 1 }, 'prod', { tms: withToken(token) });
  await bind(CANARY);
  const before = await listSecrets(database.kysely);
  await bind(CANARY);
  expect(await listSecrets(database.kysely)).toEqual(before);
  await database.pool.query("UPDATE secrets SET key_id = 'gone'");
  await bind(CANARY);
  expect(await opened(database, vault)).toMatchObject({ auth: { token: CANARY } });
  await bind('another');
  expect(await opened(database, vault)).toMatchObject({ auth: { token: 'another' } });
});

test('a rotation puts every secret under the new key, and leaves alone what no key opens', async () => {
  const database = await open();
  const vault = openVault({ directory: database.directory });
  const connections = { tms: withToken(CANARY), other: withToken('lost') };
  await bindConnections({ database, vault, nowMs: 1 }, 'prod', connections);
  await database.pool.query("UPDATE secrets SET key_id = 'gone' WHERE slot = 'other'");
  const [old] = vault.keyIds();
  const rotated = await rotateKeys(database, vault);
  expect(rotated).toEqual({
    key: vault.keyIds()[0],
    rewrapped: 1,
    unreadable: [{ environment: 'prod', slot: 'other', field: '/auth/token' }],
  });
  expect(vault.keyIds()).toHaveLength(1);
  expect(vault.keyIds()).not.toContain(old);
  expect(await opened(database, vault)).toMatchObject({ auth: { token: CANARY } });
  expect(await describeVault(database, vault)).toMatchObject({
    keys: [
      { known: true, secrets: 1 },
      { id: 'gone', known: false, secrets: 1 },
    ],
  });
});

test('a rotation that was killed half way is made good by the next one', async () => {
  const database = await open();
  const vault = openVault({ directory: database.directory });
  await bindConnections({ database, vault, nowMs: 1 }, 'prod', { tms: withToken(CANARY) });
  vault.renewKey(); // and then the process was gone
  const after = openVault({ directory: database.directory });
  expect(await opened(database, after)).toMatchObject({ auth: { token: CANARY } });
  await rotateKeys(database, after);
  expect(after.keyIds()).toHaveLength(1);
  expect(await opened(database, after)).toMatchObject({ auth: { token: CANARY } });
});

test('the failure of a lost key is one of the table', async () => {
  const database = await open();
  await bindConnections({ database, vault: temporaryVault(), nowMs: 1 }, 'prod', { tms: withToken(CANARY) });
  const error = await opened(database).catch((thrown: unknown) => thrown);
  expect(isFailure(error) && error.code).toBe('secret-unreadable');
  expect(String(error)).not.toContain(CANARY);
});
