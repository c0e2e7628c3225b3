import type { BacktestSubject, BacktestUpload } from '@slipway/shared/api';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../database/index.ts';
import { findBacktestSubject, insertBacktestSubjects, listBacktestSubjects } from '../stores/backtest-subjects.ts';
import {
  dropIdleUploads,
  findUpload,
  insertUpload,
  insertUploadPage,
  readUploadPage,
} from '../stores/backtest-uploads.ts';
import {
  backtestsChangedSince,
  cancelBacktest,
  claimBacktest,
  countOpenBacktests,
  deleteBacktest,
  deleteBacktestsOf,
  endBacktest,
  findBacktest,
  findBacktestOf,
  insertBacktest,
  interruptLost,
  listBacktests,
  releaseBacktest,
  renewBacktest,
  trimBacktests,
} from '../stores/backtests.ts';

type Row = Parameters<typeof insertBacktest>[1];

const HERE = 'here';
const LONG_MS = 60_000;
/** What PostgreSQL could take for syntax, and what is more than one byte. */
const AWKWARD = '{"a\\b",NULL} 100%_it\'s "Größe" 🚢';

/** A backtest that waits. */
export function waitingBacktest(id: string, createdAtMs = 1, more: Partial<Row> = {}): Row {
  return {
    ...{ environment: HERE, id, workflow: 'w', name: AWKWARD, state: 'queued', after_hash: 'a', before_hash: 'b' },
    ...{ draft: false, upload: null, request: '{}', content: AWKWARD, verdicts: null, report: null },
    ...{ events: 0, events_of: null, author: 'p', author_name: 'P', created_at_ms: createdAtMs },
    ...{ started_at_ms: null, ended_at_ms: null, code: null, detail: null, owner: null, until_ms: null },
    ...more,
  };
}

const side = { kind: 'nothing', text: null, runs: 0, cases: 0, actions: 0, at: null } as const;

function told(subject: string, more: Partial<BacktestSubject> = {}): BacktestSubject {
  const nobody = { origin: null, destination: null, customer: null, cargo: null, carrier: null };
  const found = { label: subject, ...nobody, verdict: 'more', before: side, after: side, hoursWon: null } as const;
  return { subject, ...found, ...more };
}

/** What backtests rely on, whatever PostgreSQL keeps them: every way of opening a database passes this. */
export function backtestStoreConformance(name: string, open: () => Promise<Database>): void {
  describe(`backtest store: ${name}`, { timeout: 60_000 }, () => {
    let database: Database;
    beforeAll(async () => {
      database = await open();
    }, 120_000);
    beforeEach(() =>
      database.pool.query('TRUNCATE backtests, backtest_subjects, backtest_uploads, backtest_upload_pages'),
    );
    afterAll(() => database.close(), 60_000);

    const of = (id: string) => ({ environment: HERE, id });
    const ask = (id: string, createdAtMs?: number, more?: Partial<Row>) =>
      insertBacktest(database.kysely, waitingBacktest(id, createdAtMs, more));
    const claim = (owner: string, forMs = LONG_MS) => claimBacktest(database.kysely, owner, forMs, 5);
    const found = (id: string) => findBacktest(database.kysely, of(id));
    const end = (id: string, owner: string, more: object = {}) =>
      endBacktest(
        database.kysely,
        { ...of(id), owner },
        {
          ...{ state: 'done', verdicts: '{"more":1}', report: AWKWARD, code: null, detail: null },
          ...{ events: 7, events_of: 7, ended_at_ms: 9 },
          ...more,
        },
      );
    const lose = (owner: string, alone = false) => interruptLost(database.kysely, { owner, alone, endedAtMs: 8 });

    test('what was asked for is found as it was, and only where it belongs', async () => {
      await ask('b', 2 ** 53 - 1);
      expect(await found('b')).toEqual({
        ...waitingBacktest('b', 2 ** 53 - 1),
        changed_at_ms: expect.any(Number),
      });
      expect(await findBacktest(database.kysely, { ...of('b'), workflow: 'another' })).toBeUndefined();
      expect(await findBacktest(database.kysely, { environment: 'elsewhere', id: 'b' })).toBeUndefined();
      await expect(ask('b')).rejects.toMatchObject({ code: '23505' });
    });

    test('of several that wait, whoever has waited longest is taken first, and each by one', async () => {
      for (const number of [3, 1, 2]) await ask(`b-${number}`, number);
      const first = await claim('one');
      expect(first).toMatchObject({ id: 'b-1', state: 'running', owner: 'one', started_at_ms: 5 });
      expect((first?.until_ms ?? 0) - (first?.changed_at_ms ?? 0)).toBeGreaterThanOrEqual(LONG_MS);
      expect((await claim('two'))?.id).toBe('b-2');
      expect((await claim('one'))?.id).toBe('b-3');
      expect(await claim('two')).toBeUndefined();
    });

    test('those who claim at once never take the same, and leave none', async () => {
      const ids = Array.from({ length: 24 }, (_, number) => `b-${number}`);
      for (const id of ids) await ask(id);
      const taken: [string, string][] = [];
      const owners = ['one', 'two', 'three', 'four'].map(async (owner) => {
        for (let row = await claim(owner); row; row = await claim(owner)) taken.push([row.id, owner]);
      });
      await Promise.all(owners);
      expect(taken.map(([id]) => id).sort()).toEqual([...ids].sort());
      for (const [id, owner] of taken) expect(await found(id)).toMatchObject({ owner, state: 'running' });
    });

    test('a claim that is rolled back leaves it to the others', async () => {
      await ask('b');
      const failing = database.transaction(async (transaction) => {
        expect((await claimBacktest(transaction, 'one', LONG_MS, 5))?.id).toBe('b');
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await claim('two')).toMatchObject({ id: 'b', owner: 'two' });
    });

    test('whoever plays it says how far it is; nobody else can, nor end it, nor give it back', async () => {
      await ask('b');
      await claim('one', 1_000);
      const renew = (owner: string) =>
        renewBacktest(database.kysely, { ...of('b'), owner }, { events: 3, of: null }, LONG_MS);
      expect(await renew('two')).toBe(false);
      expect(await end('b', 'two')).toBe(false);
      await releaseBacktest(database.kysely, { ...of('b'), owner: 'two' });
      expect(await found('b')).toMatchObject({ state: 'running', owner: 'one', events: 0 });
      const before = await found('b');
      expect(await renew('one')).toBe(true);
      const after = await found('b');
      expect(after).toMatchObject({ events: 3, events_of: null });
      expect((after?.until_ms ?? 0) - (before?.until_ms ?? 0)).toBeGreaterThan(LONG_MS - 10_000);
    });

    test('one that is given back waits again and is played by the next', async () => {
      await ask('b');
      await claim('one');
      await renewBacktest(database.kysely, { ...of('b'), owner: 'one' }, { events: 3, of: 9 }, LONG_MS);
      await releaseBacktest(database.kysely, { ...of('b'), owner: 'one' });
      expect(await found('b')).toMatchObject({
        state: 'queued',
        owner: null,
        until_ms: null,
        started_at_ms: null,
        events: 0,
      });
      expect((await claim('two'))?.owner).toBe('two');
      expect(await end('b', 'one')).toBe(false);
    });

    test('one whose process is not heard of is interrupted, one that is renewed is not', async () => {
      for (const id of ['held', 'lost', 'waits']) await ask(id, id === 'waits' ? 9 : 1);
      expect((await claim('one'))?.id).toBe('held');
      expect((await claim('one', -1))?.id).toBe('lost');
      expect(await lose('two')).toEqual([of('lost')]);
      expect(await found('lost')).toMatchObject({ state: 'failed', code: 'interrupted', owner: null, ended_at_ms: 8 });
      expect(await found('held')).toMatchObject({ state: 'running', owner: 'one' });
      expect(await found('waits')).toMatchObject({ state: 'queued' });
      const late = { ...of('lost'), owner: 'one' };
      expect(await renewBacktest(database.kysely, late, { events: 1, of: 2 }, LONG_MS)).toBe(false);
      expect(await end('lost', 'one')).toBe(false);
      expect(await lose('two')).toEqual([]);
    });

    test('a process that is the only one takes for lost whatever it does not play itself', async () => {
      await ask('mine', 1);
      await ask('of the one before', 2);
      await claim('me');
      await claim('before');
      expect(await lose('me', true)).toEqual([of('of the one before')]);
      expect(await found('mine')).toMatchObject({ state: 'running' });
    });

    test('one that is cancelled is over, and whoever plays it finds out', async () => {
      for (const id of ['runs', 'waits']) await ask(id);
      await claim('one');
      for (const id of ['runs', 'waits']) expect(await cancelBacktest(database.kysely, of(id), 6)).toBe(true);
      expect(await found('runs')).toMatchObject({ state: 'cancelled', owner: null, ended_at_ms: 6, code: null });
      const runs = { ...of('runs'), owner: 'one' };
      expect(await renewBacktest(database.kysely, runs, { events: 1, of: 2 }, LONG_MS)).toBe(false);
      expect(await end('runs', 'one')).toBe(false);
      expect(await cancelBacktest(database.kysely, of('runs'), 7)).toBe(false);
      expect(await claim('one')).toBeUndefined();
    });

    test('one that is done has what was found, is found by its versions, and no longer counts as open', async () => {
      for (const id of ['done', 'runs', 'waits']) await ask(id, id === 'done' ? 1 : 2);
      await claim('one');
      await claim('one');
      expect(await countOpenBacktests(database.kysely, HERE)).toBe(3);
      expect(await end('done', 'one')).toBe(true);
      expect(await countOpenBacktests(database.kysely, HERE)).toBe(2);
      expect(await countOpenBacktests(database.kysely, 'elsewhere')).toBe(0);
      expect(await found('done')).toMatchObject({
        state: 'done',
        report: AWKWARD,
        events: 7,
        owner: null,
        until_ms: null,
      });
      const versions = { environment: HERE, workflow: 'w', after: 'a', before: 'b' };
      expect(await findBacktestOf(database.kysely, versions)).toEqual({
        ...{ id: 'done', verdicts: '{"more":1}', ended_at_ms: 9 },
      });
      expect(await findBacktestOf(database.kysely, { ...versions, before: null })).toBeUndefined();
      expect(await findBacktestOf(database.kysely, { ...versions, after: 'c' })).toBeUndefined();
    });

    test('whoever looks on hears of each change once, oldest first', async () => {
      const since = async (ms: number) => backtestsChangedSince(database.kysely, ms);
      await ask('one');
      await ask('two', 2);
      const all = await since(0);
      expect(all.map(({ id }) => id)).toEqual(['one', 'two']);
      const heardMs = all.at(-1)?.changed_at_ms ?? 0;
      expect(await since(heardMs)).toEqual([]);
      await expect.poll(async () => (await claim('me')) && since(heardMs)).toMatchObject([{ id: 'one' }]);
    });

    test('lists are the newest first, of one workflow, page by page also where moments are equal', async () => {
      for (const [id, ms] of [
        ['c', 1],
        ['a', 2],
        ['b', 2],
        ['d', 3],
      ] as const)
        await ask(id, ms);
      await ask('x', 9, { workflow: 'another' });
      await ask('y', 9, { environment: 'elsewhere' });
      const pages: string[][] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const at = { environment: HERE, workflow: 'w' };
        const page = await listBacktests(database.kysely, at, { limit: 2, ...(cursor ? { cursor } : {}) });
        pages.push(page.items.map(({ id }) => id));
        for (const item of page.items) expect(Object.keys(item)).not.toContain('content');
        cursor = page.next;
      }
      expect(pages).toEqual([
        ['d', 'a'],
        ['b', 'c'],
      ]);
    });

    test('subjects come back in order and page by page, are parted by verdict, and are found by any word of theirs', async () => {
      const subjects = Array.from({ length: 1_005 }, (_, at) =>
        told(`shipment:S-${at}`, { verdict: at % 5 === 0 ? 'fewer' : 'more', label: `S-${at}` }),
      );
      subjects[1_002] = told('shipment:odd', { customer: AWKWARD, after: { ...side, text: 'Zu spät' } });
      const which = { environment: HERE, backtest: 'b' };
      await insertBacktestSubjects(database.kysely, which, subjects);
      await insertBacktestSubjects(database.kysely, { ...which, backtest: 'other' }, [told('shipment:S-0')]);
      const list = (query: object) => listBacktestSubjects(database.kysely, which, { limit: 500, ...query });
      const read: BacktestSubject[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await list(cursor ? { cursor } : {});
        read.push(...page.items);
        cursor = page.next;
      }
      expect(read).toEqual(subjects);
      const fewer = await list({ verdict: 'fewer', limit: 2 });
      expect(fewer.items.map(({ label }) => label)).toEqual(['S-0', 'S-5']);
      const [next] = (await list({ verdict: 'fewer', limit: 2, cursor: fewer.next })).items;
      expect(next?.label).toBe('S-10');
      const searched = async (search: string) => (await list({ search })).items.map(({ subject }) => subject);
      for (const search of ['100%_it', 'GRÖSSE'.replace('SS', 'ß'), '🚢', 'SPÄT', '{"a\\b"']) {
        expect(await searched(search)).toEqual(['shipment:odd']);
      }
      expect(await searched('s_0')).toEqual([]);
      expect(await searched('s-1004')).toEqual(['shipment:S-1004']);
      expect(await findBacktestSubject(database.kysely, which, 'shipment:odd')).toEqual(subjects[1_002]);
      expect(await findBacktestSubject(database.kysely, which, 'shipment:none')).toBeUndefined();
    });

    test('the oldest that are over go beyond so many, with their subjects; what waits or runs stays', async () => {
      for (let at = 1; at <= 6; at += 1) await ask(`b-${at}`, at);
      await ask('other', 0, { workflow: 'another', state: 'done' });
      for (let at = 1; at <= 5; at += 1) await claim('one');
      for (const at of [2, 3, 4, 5]) await end(`b-${at}`, 'one');
      for (const backtest of ['b-2', 'b-5'])
        await insertBacktestSubjects(database.kysely, { environment: HERE, backtest }, [told('s:1')]);
      const at = { environment: HERE, workflow: 'w' };
      await database.transaction((transaction) => trimBacktests(transaction, at, 2));
      const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM backtests ORDER BY id');
      expect(rows.map(({ id }) => id)).toEqual(['b-1', 'b-4', 'b-5', 'b-6', 'other']);
      const left = await database.pool.query('SELECT backtest FROM backtest_subjects');
      expect(left.rows).toEqual([{ backtest: 'b-5' }]);
    });

    test('one is removed with its subjects, and all of a workflow in every environment', async () => {
      for (const id of ['a', 'b', 'kept']) await ask(id, 1, { workflow: id === 'kept' ? 'another' : 'w' });
      await ask('far', 1, { environment: 'elsewhere' });
      const subjects = async () => {
        const { rows } = await database.pool.query<{ backtest: string }>('SELECT backtest FROM backtest_subjects');
        return rows.map(({ backtest }) => backtest).sort();
      };
      for (const backtest of ['a', 'b', 'kept'])
        await insertBacktestSubjects(database.kysely, { environment: HERE, backtest }, [told('s:1')]);
      await insertBacktestSubjects(database.kysely, { environment: 'elsewhere', backtest: 'far' }, [told('s:1')]);
      await database.transaction((transaction) => deleteBacktest(transaction, of('a')));
      expect(await subjects()).toEqual(['b', 'far', 'kept']);
      await database.transaction((transaction) => deleteBacktestsOf(transaction, 'w'));
      expect(await subjects()).toEqual(['kept']);
      expect((await database.pool.query('SELECT id FROM backtests')).rows).toEqual([{ id: 'kept' }]);
    });

    test('files are read page by page, and those that no backtest is of go in time', async () => {
      const keep = async (id: string, createdAtMs: number) => {
        const upload = { id, name: AWKWARD, events: 2 } as BacktestUpload;
        await insertUpload(database.kysely, { environment: HERE, upload, author: 'p', createdAtMs });
        for (const page of [0, 1])
          await insertUploadPage(database.kysely, { environment: HERE, upload: id, page }, `${AWKWARD} ${page}`);
        return upload;
      };
      const upload = await keep('new', 40);
      for (const [id, ms] of [
        ['newer', 50],
        ['middle', 30],
        ['used', 1],
        ['old', 2],
      ] as const)
        await keep(id, ms);
      await ask('b', 1, { upload: 'used' });
      expect(await findUpload(database.kysely, HERE, 'new')).toEqual(upload);
      const page = (id: string, number: number) => readUploadPage(database.kysely, HERE, { upload: id, page: number });
      expect([await page('new', 0), await page('new', 1), await page('new', 2)]).toEqual([
        ...[`${AWKWARD} 0`, `${AWKWARD} 1`, undefined],
      ]);
      const left = async () => {
        const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM backtest_uploads ORDER BY id');
        return rows.map(({ id }) => id);
      };
      await database.transaction((transaction) => dropIdleUploads(transaction, HERE, { beforeMs: 10, keep: 9 }));
      expect(await left()).toEqual(['middle', 'new', 'newer', 'used']);
      await database.transaction((transaction) => dropIdleUploads(transaction, HERE, { beforeMs: 10, keep: 2 }));
      expect(await left()).toEqual(['new', 'newer', 'used']);
      expect([await page('old', 0), await page('middle', 1)]).toEqual([undefined, undefined]);
      expect(await page('used', 1)).toBe(`${AWKWARD} 1`);
    });
  });
}
