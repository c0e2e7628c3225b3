import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from './temporary.ts';

// A data directory takes seconds to make where the machine is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let database: TemporaryDatabase;
beforeAll(async () => {
  database = await openTemporaryDatabase();
  await database.pool.query('CREATE TABLE things (name text PRIMARY KEY)');
}, 60_000);
beforeEach(() => database.pool.query('TRUNCATE things'));
afterAll(() => database.close());

const names = async () => {
  const { rows } = await database.pool.query<{ name: string }>('SELECT name FROM things ORDER BY name');
  return rows.map((row) => row.name);
};
const add = 'INSERT INTO things (name) VALUES ($1)';

test('two clients with transactions at once do not see into each other', async () => {
  const [one, two] = [await database.pool.connect(), await database.pool.connect()];
  await one.query('BEGIN');
  await one.query(add, ['one']);
  const begun = two.query('-- a comment first\nbegin');
  await one.query('ROLLBACK');
  await begun;
  await two.query(add, ['two']);
  await two.query('COMMIT');
  one.release();
  two.release();
  expect(await names()).toEqual(['two']);
});

test('a single statement waits for an open transaction', async () => {
  const client = await database.pool.connect();
  await client.query('BEGIN');
  const beside = database.pool.query(add, ['beside']);
  await client.query(add, ['inside']);
  await client.query('ROLLBACK');
  await beside;
  expect(await names()).toEqual(['beside']);
});

test('a client that is released in the middle of a transaction leaves nothing of it', async () => {
  const client = await database.pool.connect();
  await client.query('BEGIN');
  await client.query(add, ['left']);
  client.release();
  expect(await names()).toEqual([]);
});

test('a transaction in which a statement failed is never committed', async () => {
  const client = await database.pool.connect();
  await client.query('BEGIN');
  await client.query(add, ['once']);
  await expect(client.query(add, ['once'])).rejects.toThrow('duplicate key');
  expect((await client.query('COMMIT')).command).toBe('ROLLBACK');
  client.release();
  expect(await names()).toEqual([]);
});

test('a savepoint saves a transaction from a failed statement', async () => {
  const client = await database.pool.connect();
  await client.query('BEGIN');
  await client.query(add, ['kept']);
  await client.query('SAVEPOINT here');
  await expect(client.query(add, ['kept'])).rejects.toThrow('duplicate key');
  await client.query('ROLLBACK TO SAVEPOINT here');
  expect((await client.query('COMMIT')).command).toBe('COMMIT');
  client.release();
  expect(await names()).toEqual(['kept']);
});

test('kysely rolls back what throws and commits what does not', async () => {
  const failing = database.transaction(async (transaction) => {
    await sql`INSERT INTO things (name) VALUES ('thrown')`.execute(transaction);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await database.transaction((transaction) => sql`INSERT INTO things (name) VALUES ('kept')`.execute(transaction));
  expect(await names()).toEqual(['kept']);
});

test('refuses a query beside the transaction it is made in, instead of waiting for ever', async () => {
  const stuck = database.transaction(() => database.kysely.selectFrom('log_heads').selectAll().execute());
  await expect(stuck).rejects.toThrow('beside an open transaction');
  expect(await names()).toEqual([]);
});

test('a hundred transactions at once all count', async () => {
  await database.pool.query(add, ['0']);
  const increment = () =>
    database.transaction(async (transaction) => {
      const { rows } = await sql<{ name: string }>`SELECT name FROM things`.execute(transaction);
      await sql`UPDATE things SET name = ${String(Number(rows[0]?.name) + 1)}`.execute(transaction);
    });
  await Promise.all(Array.from({ length: 100 }, increment));
  expect(await names()).toEqual(['100']);
});

test('a listening client hears of commits, holds nothing, and hears no more once released', async () => {
  const client = await database.pool.connect();
  const heard: unknown[] = [];
  client.on('notification', (message) => heard.push(message));
  await client.query('-- as BullMQ writes it\nLISTEN news;');
  await database.transaction((transaction) => sql`SELECT pg_notify('news', 'first')`.execute(transaction));
  await database.pool.query("NOTIFY elsewhere, 'other'");
  await expect.poll(() => heard).toEqual([{ channel: 'news', payload: 'first' }]);
  client.release();
  await database.pool.query("NOTIFY news, 'second'");
  expect(heard).toHaveLength(1);
});

test('says how many rows a change touched', async () => {
  await database.pool.query(add, ['a']);
  const update = await database.pool.query('UPDATE things SET name = $1 WHERE name = $2', ['b', 'a']);
  expect(update).toMatchObject({ command: 'UPDATE', rowCount: 1 });
  const none = await database.kysely.deleteFrom('log_heads').where('environment', '=', 'none').executeTakeFirst();
  expect(none.numDeletedRows).toBe(0n);
});

test('reads int8 as a number and refuses one that a number cannot hold', async () => {
  const { rows } = await database.pool.query('SELECT 9007199254740991::int8 AS most, 17::text AS text');
  expect(rows).toEqual([{ most: 9007199254740991, text: '17' }]);
  await expect(database.pool.query('SELECT 9007199254740993::int8')).rejects.toThrow('2^53');
});

test('names no table like one of the queue, whose statements name no schema', async () => {
  const { rows } = await database.pool.query<{ schema: string; name: string }>(
    `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
     WHERE table_schema IN ('public', 'bullmq')`,
  );
  const of = (schema: string) => rows.filter((row) => row.schema === schema).map((row) => row.name);
  expect(of('bullmq')).toContain('job');
  expect(of('public').filter((name) => of('bullmq').includes(name))).toEqual([]);
});

test('gives back the space of what was deleted when it is vacuumed', async () => {
  const size = async () => {
    const { rows } = await database.pool.query<{ bytes: number }>("SELECT pg_table_size('things') AS bytes");
    return rows[0]?.bytes ?? 0;
  };
  await database.pool.query('INSERT INTO things SELECT g::text FROM generate_series(1, 20000) g');
  const full = await size();
  await database.pool.query('DELETE FROM things');
  await database.vacuum();
  expect(await size()).toBeLessThan(full / 10);
});
