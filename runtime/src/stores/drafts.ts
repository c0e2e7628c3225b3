import type { Insertable, Selectable } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Executor } from './statement.ts';

export type DraftRow = Selectable<Schema['drafts']>;

export async function findDraft(executor: Executor, workflow: string, person: string): Promise<DraftRow | undefined> {
  return executor
    .selectFrom('drafts')
    .selectAll()
    .where('workflow', '=', workflow)
    .where('person', '=', person)
    .executeTakeFirst();
}

/** Stores a first draft; false when this person has one. */
export async function insertDraft(executor: Executor, row: Insertable<Schema['drafts']>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await executor
    .insertInto('drafts')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Replaces a draft that still has this etag; false when it has another one, or is gone. */
export async function replaceDraft(
  executor: Executor,
  row: Insertable<Schema['drafts']>,
  etag: string,
): Promise<boolean> {
  const { workflow, person, ...change } = row;
  const { numUpdatedRows } = await executor
    .updateTable('drafts')
    .set(change)
    .where('workflow', '=', workflow)
    .where('person', '=', person)
    .where('etag', '=', etag)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** False when there was none. */
export async function deleteDraft(executor: Executor, workflow: string, person: string): Promise<boolean> {
  const { numDeletedRows } = await executor
    .deleteFrom('drafts')
    .where('workflow', '=', workflow)
    .where('person', '=', person)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
