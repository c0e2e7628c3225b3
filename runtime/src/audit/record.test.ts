import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '../database/temporary.ts';
import { findAuditHead, listAuditAfter } from '../stores/audit.ts';
import { GENESIS, hashOfRow } from './entry.ts';
import { recordAudit } from './record.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const actor = { id: 'user_1', name: 'Ada', kind: 'user' } as const;
const entry = { actor, request: 'r1', action: 'thing.changed', environment: 'dev', object: 'thing:1' };

let database: TemporaryDatabase;
beforeAll(async () => {
  database = await openTemporaryDatabase();
}, 60_000);
afterAll(() => database.close());

describe('the audit', () => {
  it('chains every entry to the one before, also when many write at once', async () => {
    await Promise.all(
      Array.from({ length: 5 }, (_, at) =>
        database.transaction((transaction) =>
          recordAudit(transaction, { ...entry, before: { at }, after: { at: at + 1 } }),
        ),
      ),
    );
    const rows = await listAuditAfter(database.kysely, 0, 100);
    expect(rows.map((row) => row.number)).toEqual([1, 2, 3, 4, 5]);
    expect(rows[0]?.previous).toBe(GENESIS);
    for (const [at, { hash, ...row }] of rows.entries()) {
      expect(hash).toBe(hashOfRow(row));
      if (at > 0) expect(row.previous).toBe(rows[at - 1]?.hash);
    }
    expect(await findAuditHead(database.kysely)).toEqual({ number: 5, hash: rows[4]?.hash });
  });

  it('holds nothing of a change that was rolled back', async () => {
    const failing = database.transaction(async (transaction) => {
      await recordAudit(transaction, { ...entry, action: 'never' });
      throw new Error('the change fails');
    });
    await expect(failing).rejects.toThrow('the change fails');
    const rows = await listAuditAfter(database.kysely, 0, 100);
    expect(rows.map((row) => row.action)).not.toContain('never');
    expect((await findAuditHead(database.kysely))?.number).toBe(rows.length);
  });

  it('keeps texts that the database cannot hold, in a form that it can', async () => {
    await database.transaction((transaction) =>
      recordAudit(transaction, { ...entry, reason: 'a\0b\ud800', after: { text: '\0' } }),
    );
    const { hash, ...row } = (await listAuditAfter(database.kysely, 5, 1))[0] ?? expect.unreachable();
    expect(row.reason).toBe('a\uFFFDb\uFFFD');
    expect(hash).toBe(hashOfRow(row));
  });

  it.each([
    'UPDATE audit_entries SET reason = null WHERE number = 1',
    'DELETE FROM audit_entries WHERE number = 1',
    'TRUNCATE audit_entries',
  ])('refuses %s', async (statement) => {
    await expect(database.pool.query(statement)).rejects.toThrow('never changed');
  });
});
