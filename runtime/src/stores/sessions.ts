import type { Insertable } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Executor } from './statement.ts';
import type { UserRow } from './users.ts';

/** A live session with its user. */
export interface SessionWithUser {
  readonly seenAtMs: number;
  readonly user: Pick<UserRow, 'id' | 'name' | 'state'>;
}

/** Opens a session, and clears away those that have ended by themselves. */
export async function insertSession(
  executor: Executor,
  row: Insertable<Schema['sessions']>,
  idleMs: number,
): Promise<void> {
  await executor
    .deleteFrom('sessions')
    .where((where) =>
      where.or([
        where('expires_at_ms', '<=', row.created_at_ms),
        where('seen_at_ms', '<=', row.created_at_ms - idleMs),
      ]),
    )
    .execute();
  await executor.insertInto('sessions').values(row).execute();
}

/** The session of a hash, unless it has ended or its user is disabled. */
export async function findSession(
  executor: Executor,
  idHash: string,
  nowMs: number,
  idleMs: number,
): Promise<SessionWithUser | undefined> {
  const row = await executor
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['sessions.seen_at_ms', 'users.id', 'users.name', 'users.state'])
    .where('sessions.id_hash', '=', idHash)
    .where('sessions.expires_at_ms', '>', nowMs)
    .where('sessions.seen_at_ms', '>', nowMs - idleMs)
    .where('users.state', '!=', 'disabled')
    .executeTakeFirst();
  if (!row) return undefined;
  return { seenAtMs: row.seen_at_ms, user: { id: row.id, name: row.name, state: row.state } };
}

export async function touchSession(executor: Executor, idHash: string, nowMs: number): Promise<void> {
  await executor.updateTable('sessions').set({ seen_at_ms: nowMs }).where('id_hash', '=', idHash).execute();
}

export async function deleteSession(executor: Executor, idHash: string): Promise<void> {
  await executor.deleteFrom('sessions').where('id_hash', '=', idHash).execute();
}

export async function deleteSessionsOf(executor: Executor, user: string): Promise<void> {
  await executor.deleteFrom('sessions').where('user_id', '=', user).execute();
}
