import { type Selectable, sql } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Executor } from './statement.ts';

/** A secret as it is stored: ciphertext, and what it is bound to. */
export type SecretRow = Selectable<Schema['secrets']>;

export async function listSecretsOf(
  executor: Executor,
  environment: string,
  slot: string,
): Promise<readonly SecretRow[]> {
  return executor
    .selectFrom('secrets')
    .selectAll()
    .where('environment', '=', environment)
    .where('slot', '=', slot)
    .orderBy('field')
    .execute();
}

export async function listSecretsIn(executor: Executor, environment: string): Promise<readonly SecretRow[]> {
  return executor.selectFrom('secrets').selectAll().where('environment', '=', environment).execute();
}

/** Every secret of the installation. */
export async function listSecrets(executor: Executor): Promise<readonly SecretRow[]> {
  return executor.selectFrom('secrets').selectAll().orderBy('environment').orderBy('slot').orderBy('field').execute();
}

/** Makes `sealed` and the fields in `keep` all the secrets that a connection has. */
export async function replaceSecrets(
  transaction: Executor,
  at: { readonly environment: string; readonly slot: string },
  keep: readonly string[],
  sealed: readonly SecretRow[],
): Promise<void> {
  await sql`DELETE FROM secrets WHERE environment = ${at.environment} AND slot = ${at.slot}
    AND NOT field = ANY(${keep}::text[])`.execute(transaction);
  for (const row of sealed) await transaction.insertInto('secrets').values(row).execute();
}

/** Stores a secret under another key, if nobody has changed it meanwhile; answers whether it did. */
export async function saveRewrapped(executor: Executor, before: SecretRow, after: SecretRow): Promise<boolean> {
  const result = await executor
    .updateTable('secrets')
    .set({ key_id: after.key_id, wrapped_key: after.wrapped_key })
    .where('environment', '=', before.environment)
    .where('slot', '=', before.slot)
    .where('field', '=', before.field)
    .where('wrapped_key', '=', before.wrapped_key)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
