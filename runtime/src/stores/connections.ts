import { type Insertable, type Selectable, sql } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Executor } from './statement.ts';

/** A connection without its secrets: null stands in their places. */
export type ConnectionRow = Selectable<Schema['connections']>;

/** What a change writes; the revision counts by itself. */
export interface ConnectionWrite {
  readonly environment: string;
  readonly slot: string;
  readonly connector: string;
  readonly config: string;
  readonly updated_at_ms: number;
  readonly updated_by: string | null;
}

/** Writes a connection; what was found by its last test is forgotten, as it was another's. */
export async function saveConnection(executor: Executor, row: ConnectionWrite): Promise<void> {
  const { connector, config, updated_at_ms, updated_by } = row;
  await executor
    .insertInto('connections')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['environment', 'slot']).doUpdateSet({
        connector,
        config,
        updated_at_ms,
        updated_by,
        last_test: null,
        revision: sql<number>`connections.revision + 1`,
      }),
    )
    .execute();
}

/** What a slot is bound to in an environment; undefined where it is bound to nothing. */
export async function findConnection(
  executor: Executor,
  environment: string,
  slot: string,
): Promise<ConnectionRow | undefined> {
  return executor
    .selectFrom('connections')
    .selectAll()
    .where('environment', '=', environment)
    .where('slot', '=', slot)
    .executeTakeFirst();
}

/** As `findConnection`; nobody else changes the row until the transaction ends. */
export async function lockConnection(
  transaction: Executor,
  environment: string,
  slot: string,
): Promise<ConnectionRow | undefined> {
  return transaction
    .selectFrom('connections')
    .selectAll()
    .where('environment', '=', environment)
    .where('slot', '=', slot)
    .forUpdate()
    .executeTakeFirst();
}

export async function listConnections(executor: Executor, environment: string): Promise<readonly ConnectionRow[]> {
  return executor
    .selectFrom('connections')
    .selectAll()
    .where('environment', '=', environment)
    .orderBy('slot')
    .execute();
}

/** Every connection of the installation. */
export async function listAllConnections(executor: Executor): Promise<readonly ConnectionRow[]> {
  return executor.selectFrom('connections').selectAll().orderBy('environment').orderBy('slot').execute();
}

export async function deleteConnection(transaction: Executor, environment: string, slot: string): Promise<void> {
  for (const table of ['secrets', 'connections'] as const) {
    await transaction.deleteFrom(table).where('environment', '=', environment).where('slot', '=', slot).execute();
  }
}

/** Keeps what a test found, for the connection as it was when it was tested. */
export async function saveLastTest(executor: Executor, tested: ConnectionRow, found: string): Promise<void> {
  await executor
    .updateTable('connections')
    .set({ last_test: found })
    .where('environment', '=', tested.environment)
    .where('slot', '=', tested.slot)
    .where('revision', '=', tested.revision)
    .execute();
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
  return executor
    .selectFrom('grants')
    .select(['host', 'port', 'reason', 'granted_at_ms', 'granted_by'])
    .where('environment', '=', environment)
    .orderBy('host')
    .orderBy('port')
    .execute();
}

/** Takes a grant back; false when there was none. */
export async function deleteGrant(
  executor: Executor,
  environment: string,
  grant: { readonly host: string; readonly port: number },
): Promise<boolean> {
  const result = await executor
    .deleteFrom('grants')
    .where('environment', '=', environment)
    .where('host', '=', grant.host)
    .where('port', '=', grant.port)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
