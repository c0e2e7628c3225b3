import type { Insertable, Selectable } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Executor } from './statement.ts';

/** The last entry's number and hash, locked until the transaction ends: entries are numbered one after the other. */
export async function lockAuditHead(transaction: Executor): Promise<{ number: number; hash: string }> {
  await transaction
    .insertInto('audit_head')
    .values({ id: 1, number: 0, hash: '0'.repeat(64) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return transaction
    .selectFrom('audit_head')
    .select(['number', 'hash'])
    .where('id', '=', 1)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Appends a row and makes it the head. */
export async function appendAudit(transaction: Executor, row: Insertable<Schema['audit_entries']>): Promise<void> {
  await transaction.insertInto('audit_entries').values(row).execute();
  await transaction.updateTable('audit_head').set({ number: row.number, hash: row.hash }).where('id', '=', 1).execute();
}

/** The last entry as the head tells it; number 0 before the first. */
export async function findAuditHead(executor: Executor): Promise<{ number: number; hash: string } | undefined> {
  return executor.selectFrom('audit_head').select(['number', 'hash']).where('id', '=', 1).executeTakeFirst();
}

/** Entries in order, after a number. */
export async function listAuditAfter(
  executor: Executor,
  number: number,
  limit: number,
): Promise<Selectable<Schema['audit_entries']>[]> {
  return executor
    .selectFrom('audit_entries')
    .selectAll()
    .where('number', '>', number)
    .orderBy('number')
    .limit(limit)
    .execute();
}
