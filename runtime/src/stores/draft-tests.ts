import type { Insertable, Selectable } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Executor } from './statement.ts';

export type DraftTestsRow = Selectable<Schema['draft_tests']>;

export async function findDraftTests(
  executor: Executor,
  workflow: string,
  person: string,
): Promise<DraftTestsRow | undefined> {
  return executor
    .selectFrom('draft_tests')
    .selectAll()
    .where('workflow', '=', workflow)
    .where('person', '=', person)
    .executeTakeFirst();
}

/** Keeps the tests beside a draft, over the ones with this etag (`*`: there were none); false where there are others. */
export async function putDraftTests(
  executor: Executor,
  row: Insertable<Schema['draft_tests']>,
  etag: string,
): Promise<boolean> {
  const { workflow, person, tests, etag: next, updated_at_ms } = row;
  if (etag === '*') {
    const { numInsertedOrUpdatedRows } = await executor
      .insertInto('draft_tests')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const { numUpdatedRows } = await executor
    .updateTable('draft_tests')
    .set({ tests, etag: next, updated_at_ms })
    .where('workflow', '=', workflow)
    .where('person', '=', person)
    .where('etag', '=', etag)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** From here on the person's tests are those of the version again. */
export async function deleteDraftTests(executor: Executor, workflow: string, person: string): Promise<void> {
  await executor.deleteFrom('draft_tests').where('workflow', '=', workflow).where('person', '=', person).execute();
}
