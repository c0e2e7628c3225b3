import type { Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../database/index.ts';
import { readCursor } from './page-cursor.ts';
import type { Executor } from './statement.ts';

/** A token as stored; its secret is there as a hash only. */
export type TokenRow = Selectable<Schema['tokens']>;

export async function insertToken(executor: Executor, row: Insertable<Schema['tokens']>): Promise<void> {
  await executor.insertInto('tokens').values(row).execute();
}

/** Found by the hash of a secret of 256 random bits: how long that takes tells nothing about a secret. */
export async function findTokenBySecret(executor: Executor, secretHash: string): Promise<TokenRow | undefined> {
  return executor.selectFrom('tokens').selectAll().where('secret_hash', '=', secretHash).executeTakeFirst();
}

export async function findToken(executor: Executor, id: string): Promise<TokenRow | undefined> {
  return executor.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function deleteToken(executor: Executor, id: string): Promise<void> {
  await executor.deleteFrom('tokens').where('id', '=', id).execute();
}

export async function touchToken(executor: Executor, id: string, nowMs: number): Promise<void> {
  await executor.updateTable('tokens').set({ used_at_ms: nowMs }).where('id', '=', id).execute();
}

/** Tokens, newest first, of one owner or of all; one more than `limit` where there are more. */
export async function listTokens(
  executor: Executor,
  query: { readonly owner: string | null; readonly cursor?: string | undefined; readonly limit: number },
): Promise<readonly (TokenRow & { readonly owner_name: string | null })[]> {
  let rows = executor
    .selectFrom('tokens')
    .leftJoin('users', 'users.id', 'tokens.owner')
    .selectAll('tokens')
    .select(['users.name as owner_name']);
  if (query.owner !== null) rows = rows.where('tokens.owner', '=', query.owner);
  if (query.cursor) {
    const [at, id] = readCursor(z.tuple([z.int(), z.string()]), query.cursor);
    rows = rows.where((where) =>
      where.or([
        where('tokens.created_at_ms', '<', at),
        where.and([where('tokens.created_at_ms', '=', at), where('tokens.id', '>', id)]),
      ]),
    );
  }
  return rows
    .orderBy('tokens.created_at_ms', 'desc')
    .orderBy('tokens.id')
    .limit(query.limit + 1)
    .execute();
}
