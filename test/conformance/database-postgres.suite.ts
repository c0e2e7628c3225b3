import { databaseConformance } from '@slipway/runtime/database/conformance';
import { type Database, openPostgres, PostgresNews, PostgresPool } from '@slipway/runtime/database/index';
import { returnLease, takeLease } from '@slipway/runtime/stores/leases';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres } from '../services/postgres.ts';
import type { Service } from '../services/service.ts';
import { startTlsProxy } from '../support/tls-proxy.ts';

let postgres: Service;
let databases = 0;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

/** A database of its own. */
async function make(): Promise<string> {
  databases += 1;
  const pool = new PostgresPool({ url: postgres.url });
  await pool.query(`CREATE DATABASE "suite-${databases}"`);
  await pool.end();
  return postgres.url.replace(/[^/]*$/, `suite-${databases}`);
}

databaseConformance('PostgreSQL', async () => openPostgres({ url: await make() }));

describe('PostgreSQL', () => {
  test('of several processes that start at once one brings the tables up to date, and all find them', async () => {
    const url = await make();
    const all = await Promise.all(Array.from({ length: 4 }, () => openPostgres({ url })));
    for (const { pool } of all) expect((await pool.query('SELECT count(*) FROM environments')).rows).toHaveLength(1);
    await Promise.all(all.map((each) => each.close()));
  });

  test('tables that a newer Slipway has left are refused', async () => {
    const url = await make();
    const database = await openPostgres({ url });
    await database.pool.query("INSERT INTO kysely_migration VALUES ('9999-later', '2030-01-01')");
    await database.close();
    await expect(openPostgres({ url })).rejects.toMatchObject({ code: 'newer-data' });
  });

  test('while it is away queries fail with `unavailable`, and go on by themselves when it is back', async () => {
    const database = await openPostgres({ url: await make() });
    const ask = () => database.pool.query('SELECT 1 AS one');
    await ask();
    await postgres.kill();
    await expect(ask()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(database.transaction(async () => {})).rejects.toMatchObject({ code: 'unavailable' });
    await postgres.restart();
    expect((await ask()).rows).toEqual([{ one: 1 }]);
    await database.close();
  });

  test('a database that is not there is a mistake in the configuration', async () => {
    const url = postgres.url.replace(/[^/]*$/, 'nowhere');
    const detail = expect.stringContaining('DATABASE_URL: database "nowhere" does not exist');
    await expect(openPostgres({ url })).rejects.toMatchObject({ code: 'invalid-config', detail });
  });

  test('an address where nobody answers is `unavailable`, and its password is not told', async () => {
    const opening = openPostgres({ url: 'postgres://user:secret@127.0.0.1:1/none' });
    const error: Error = await opening.then(
      () => new Error('it opened'),
      (thrown) => thrown,
    );
    expect(error).toMatchObject({ code: 'unavailable' });
    expect(`${error.message} ${error.cause}`).not.toContain('secret');
  });
});

describe('TLS to PostgreSQL', () => {
  test('takes the certificate of the authority that is named, and no other', async () => {
    const url = new URL(await make());
    const proxy = await startTlsProxy(Number(url.port), { asked: true });
    const stranger = await startTlsProxy(Number(url.port), { asked: true });
    url.port = String(proxy.port);
    url.searchParams.set('sslmode', 'verify-full');
    const database = await openPostgres({ url: url.href, ca: proxy.ca });
    expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await database.close();
    await expect(openPostgres({ url: url.href, ca: stranger.ca })).rejects.toMatchObject({ code: 'unavailable' });
    for (const each of [proxy, stranger]) each.close();
  });
});

describe('news among processes', () => {
  test('reaches the others, also after PostgreSQL was away, and says when some may have been missed', async () => {
    const options = { url: await make() };
    const database = await openPostgres(options);
    const [near, far] = [0, 1].map(() => new PostgresNews(database.pool, options, 'suite'));
    if (!near || !far) throw new Error('not made');
    const heard: string[] = [];
    let gaps = 0;
    const gap = () => {
      gaps += 1;
    };
    far.listen((text) => heard.push(text), gap);
    await expect.poll(() => gaps).toBe(1);
    for (let index = 0; index < 500; index += 1) near.tell(`${index}`);
    await expect.poll(() => heard.length).toBe(500);
    expect(heard).toEqual(Array.from({ length: 500 }, (_, index) => `${index}`));
    await postgres.restart();
    await expect.poll(() => gaps, { timeout: 15_000 }).toBe(2);
    near.tell('again');
    await expect.poll(() => heard.at(-1)).toBe('again');
    await Promise.all([near.close(), far.close()]);
    await database.close();
  });
});

describe('leases', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openPostgres({ url: await make() });
  });
  afterAll(() => database.close());

  test('belong to one owner until they run out or are given back', async () => {
    const [one, two] = ['one', 'two'].map((owner) => ({ environment: 'e', name: 'relay', owner }));
    if (!one || !two) throw new Error('not made');
    const take = (lease: typeof one, ms: number) => takeLease(database.kysely, lease, ms);
    expect(await take(one, 60_000)).toBe(true);
    expect(await take(two, 60_000)).toBe(false);
    expect(await take(one, 1)).toBe(true);
    await expect.poll(() => take(two, 60_000)).toBe(true);
    expect(await take(one, 60_000)).toBe(false);
    await returnLease(database.kysely, one);
    expect(await take(one, 60_000)).toBe(false);
    await returnLease(database.kysely, two);
    expect(await take(one, 60_000)).toBe(true);
  });
});
