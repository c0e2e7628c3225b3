import type { Insertable } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Executor } from './statement.ts';

const KEPT_MS = 7 * 86_400_000;

/** Keeps what a key was used for. Answers what it was used for before, if it was, within a week. */
export async function useRequestKey(
  transaction: Executor,
  row: Insertable<Schema['request_keys']>,
): Promise<string | undefined> {
  await transaction
    .deleteFrom('request_keys')
    .where('at_ms', '<', row.at_ms - KEPT_MS)
    .execute();
  const made = await transaction
    .insertInto('request_keys')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (made) return undefined;
  const found = await transaction
    .selectFrom('request_keys')
    .select('content_hash')
    .where('environment', '=', row.environment)
    .where('principal', '=', row.principal)
    .where('key', '=', row.key)
    .executeTakeFirstOrThrow();
  return found.content_hash;
}
