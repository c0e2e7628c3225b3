import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from './database.ts';

/** What the stores rely on, whatever PostgreSQL it is: every way of opening a database passes this. */
export function databaseConformance(name: string, open: () => Promise<Database>): void {
  describe(`database: ${name}`, { timeout: 60_000 }, () => {
    let database: Database;
    beforeAll(async () => {
      database = await open();
      await database.pool.query('CREATE TABLE IF NOT EXISTS samples (name text PRIMARY KEY, number int8, bytes bytea)');
    }, 120_000);
    beforeEach(() => database.pool.query('TRUNCATE samples'));
    afterAll(() => database.close(), 60_000);

    const add = 'INSERT INTO samples (name) VALUES ($1)';
    const names = async () => {
      const { rows } = await database.pool.query<{ name: string }>('SELECT name FROM samples ORDER BY name');
      return rows.map((row) => row.name);
    };

    test('an int8 is a number, and one that a number cannot hold is an error', async () => {
      const { rows } = await database.pool.query(
        'SELECT 9007199254740991::int8 AS most, count(*) AS count FROM samples',
      );
      expect(rows).toEqual([{ most: 9007199254740991, count: 0 }]);
      await expect(database.pool.query('SELECT 9007199254740992::int8 AS beyond')).rejects.toThrow('beyond 2^53');
    });

    test('arrays go in as they are: quotes, backslashes, commas, braces, nothing and null', async () => {
      const texts = ['"', '\\', ',', '{}', '', 'NULL', "it's", null];
      const { rows } = await database.pool.query('SELECT t.text FROM unnest($1::text[]) AS t (text)', [texts]);
      expect(rows.map((row) => row.text)).toEqual(texts);
      expect((await database.pool.query('SELECT 1 FROM unnest($1::int8[])', [[]])).rows).toEqual([]);
    });

    test('bytes come back as bytes', async () => {
      const bytes = Uint8Array.from([0, 255, 10, 92]);
      await database.pool.query('INSERT INTO samples (name, bytes) VALUES ($1, $2)', ['b', bytes]);
      const { rows } = await database.pool.query<{ bytes: Uint8Array }>('SELECT bytes FROM samples');
      expect([...(rows[0]?.bytes ?? [])]).toEqual([...bytes]);
    });

    test('says how many rows a statement changed', async () => {
      const text = "INSERT INTO samples (name) SELECT 'n' || n FROM generate_series(1, $1::int) AS n";
      expect((await database.pool.query(text, [3])).rowCount).toBe(3);
      const removed = await sql`DELETE FROM samples WHERE name <> 'n1'`.execute(database.kysely);
      expect(removed.numAffectedRows).toBe(2n);
    });

    test('a transaction that throws leaves nothing, and one that does not stays', async () => {
      const insert = (text: string) => sql`INSERT INTO samples (name) VALUES (${text})`;
      const failing = database.transaction(async (transaction) => {
        await insert('thrown').execute(transaction);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      await database.transaction((transaction) => insert('kept').execute(transaction));
      expect(await names()).toEqual(['kept']);
    });

    test('the COMMIT of a transaction in which a statement failed answers ROLLBACK', async () => {
      const client = await database.pool.connect();
      await client.query('BEGIN');
      await client.query(add, ['once']);
      await expect(client.query(add, ['once'])).rejects.toMatchObject({ code: '23505' });
      expect((await client.query('COMMIT')).command).toBe('ROLLBACK');
      client.release();
      expect(await names()).toEqual([]);
    });

    test('two transactions at once do not see into each other', async () => {
      const [one, two] = [await database.pool.connect(), await database.pool.connect()];
      await one.query('BEGIN');
      await one.query(add, ['one']);
      const begun = two.query('BEGIN');
      await one.query('ROLLBACK');
      await begun;
      await two.query(add, ['two']);
      await two.query('COMMIT');
      one.release();
      two.release();
      expect(await names()).toEqual(['two']);
    });
  });
}
