import { type Insertable, type Selectable, sql } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Executor } from './statement.ts';

/** An inbound feed and how far it has been read. */
export type SourceRow = Selectable<Schema['sources']>;

/** Makes a source, or gives an existing one its new configuration; how far it was read stays. */
export async function saveSource(executor: Executor, row: Insertable<Schema['sources']>): Promise<void> {
  await executor
    .insertInto('sources')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['environment', 'id']).doUpdateSet({ connector: row.connector, config: row.config }),
    )
    .execute();
}

export async function findSource(executor: Executor, environment: string, id: string): Promise<SourceRow | undefined> {
  return executor
    .selectFrom('sources')
    .selectAll()
    .where('environment', '=', environment)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function listSources(executor: Executor, environment: string): Promise<readonly SourceRow[]> {
  return executor.selectFrom('sources').selectAll().where('environment', '=', environment).orderBy('id').execute();
}

export async function updateSource(
  executor: Executor,
  environment: string,
  id: string,
  change: { readonly cursor?: string; readonly state?: SourceRow['state']; readonly warnings?: string },
): Promise<void> {
  await executor
    .updateTable('sources')
    .set(change)
    .where('environment', '=', environment)
    .where('id', '=', id)
    .execute();
}

/** The replay's clock and the cursor of its source, in one statement: they move together. */
export async function moveReplay(
  executor: Executor,
  at: { readonly environment: string; readonly source: string; readonly clockMs: number; readonly cursor: string },
): Promise<void> {
  await sql`WITH clock AS (UPDATE environments SET clock_ms = ${at.clockMs} WHERE id = ${at.environment})
    UPDATE sources SET cursor = ${at.cursor} WHERE environment = ${at.environment} AND id = ${at.source}`.execute(
    executor,
  );
}
