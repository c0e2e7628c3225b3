import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '../database/temporary.ts';
import { findAuditHead } from '../stores/audit.ts';
import { recordAudit } from './record.ts';
import { verifyAudit } from './verify.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const actor = { id: 'user_1', name: 'Ada', kind: 'user' } as const;

let database: TemporaryDatabase;
beforeAll(async () => {
  database = await openTemporaryDatabase();
}, 60_000);
afterAll(() => database.close());

/** What somebody with all rights on the database could do. */
const tamper = (...statements: string[]) =>
  database.pool.query(
    ['SET session_replication_role = replica', ...statements, 'SET session_replication_role = origin'].join(';'),
  );

beforeEach(async () => {
  await tamper('DELETE FROM audit_entries', 'DELETE FROM audit_head');
  for (let at = 1; at <= 6; at += 1) {
    const entry = { actor, request: `r${at}`, action: 'thing.changed', environment: 'dev', object: `thing:${at}` };
    await database.transaction((transaction) => recordAudit(transaction, { ...entry, after: { at } }, at));
  }
});

describe('verifying the audit', () => {
  it('finds nothing where nothing was done, nor in an empty one', async () => {
    expect(await verifyAudit(database.kysely)).toMatchObject({ ok: true, entries: 6, broken: null });
    await tamper('DELETE FROM audit_entries', 'DELETE FROM audit_head');
    expect(await verifyAudit(database.kysely)).toMatchObject({ ok: true, entries: 0 });
  });

  it.each([
    ['changed', `UPDATE audit_entries SET after = '{"at":9}' WHERE number = 3`, 3],
    ['given to somebody else', `UPDATE audit_entries SET actor_name = 'Eve' WHERE number = 4`, 4],
    ['removed', 'DELETE FROM audit_entries WHERE number = 2', 2],
    [
      'removed and closed up',
      'DELETE FROM audit_entries WHERE number = 2; UPDATE audit_entries SET number = number - 1 WHERE number > 2',
      2,
    ],
    [
      'put in',
      `UPDATE audit_entries SET number = -number WHERE number >= 4;
       UPDATE audit_entries SET number = 1 - number WHERE number < 0;
       INSERT INTO audit_entries SELECT 4, at_ms, environment, actor_id, actor_name, actor_kind, request, action, object,
         before, after, reason, previous, hash FROM audit_entries WHERE number = 3`,
      4,
    ],
    [
      'in another order',
      `UPDATE audit_entries SET number = 100 WHERE number = 3; UPDATE audit_entries SET number = 3 WHERE number = 4;
       UPDATE audit_entries SET number = 4 WHERE number = 100`,
      3,
    ],
    ['cut off', 'DELETE FROM audit_entries WHERE number > 4', 5],
    ['cut off with the head turned back', turnBack(4), 5],
  ])('names the first entry that was %s', async (_what, statement, number) => {
    const kept = (await findAuditHead(database.kysely))?.hash;
    await tamper(statement);
    const verified = await verifyAudit(database.kysely, kept);
    expect(verified.ok).toBe(false);
    if (!statement.includes('audit_head')) expect(verified.broken?.number).toBe(number);
  });
});

/** Cuts the end off and makes the head fit: only a head that was noted elsewhere tells. */
function turnBack(number: number): string {
  return `DELETE FROM audit_entries WHERE number > ${number};
    UPDATE audit_head SET number = ${number}, hash = (SELECT hash FROM audit_entries WHERE number = ${number})`;
}
