import type { Insertable } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Executor } from './statement.ts';

export async function saveConnection(executor: Executor, row: Insertable<Schema['connections']>): Promise<void> {
  await executor
    .insertInto('connections')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['environment', 'slot']).doUpdateSet({ connector: row.connector, config: row.config }),
    )
    .execute();
}

/** What a slot is bound to in an environment; undefined where it is bound to nothing. */
export async function findConnection(executor: Executor, environment: string, slot: string) {
  return executor
    .selectFrom('connections')
    .select(['slot', 'connector', 'config'])
    .where('environment', '=', environment)
    .where('slot', '=', slot)
    .executeTakeFirst();
}

export async function saveGrant(executor: Executor, row: Insertable<Schema['grants']>): Promise<void> {
  await executor
    .insertInto('grants')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The private addresses that actions of an environment may reach. */
export async function listGrants(executor: Executor, environment: string) {
  return executor.selectFrom('grants').select(['host', 'port']).where('environment', '=', environment).execute();
}
