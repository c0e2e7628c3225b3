import type { Insertable, Selectable } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Executor } from './statement.ts';

/** An environment and its place in the log. */
export type Environment = Selectable<Schema['environments']>;

export async function insertEnvironment(executor: Executor, row: Insertable<Schema['environments']>): Promise<void> {
  await executor
    .insertInto('environments')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function findEnvironment(executor: Executor, id: string): Promise<Environment | undefined> {
  return executor.selectFrom('environments').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function listEnvironments(executor: Executor): Promise<readonly Environment[]> {
  return executor.selectFrom('environments').selectAll().orderBy('id').execute();
}

/** Keeps others from changing what an environment runs until the transaction ends; answers what it runs. */
export async function lockLiveSet(transaction: Executor, id: string): Promise<string | undefined> {
  const row = await transaction
    .selectFrom('environments')
    .select('live_set')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row?.live_set;
}

/** How far a replay has come. */
export async function saveClock(executor: Executor, id: string, clockMs: number): Promise<void> {
  await executor.updateTable('environments').set({ clock_ms: clockMs }).where('id', '=', id).execute();
}
