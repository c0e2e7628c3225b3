import type { Selectable } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Executor } from './statement.ts';

/** How sign-in went lately under a key. */
export type ThrottleRow = Selectable<Schema['sign_in_throttle']>;

export async function findThrottles(executor: Executor, keys: readonly string[]): Promise<readonly ThrottleRow[]> {
  return executor.selectFrom('sign_in_throttle').selectAll().where('key', 'in', keys).execute();
}

export async function saveThrottle(executor: Executor, row: ThrottleRow): Promise<void> {
  await executor
    .insertInto('sign_in_throttle')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({ failures: row.failures, until_ms: row.until_ms, seen_at_ms: row.seen_at_ms }),
    )
    .execute();
}

/** Forgets keys, and what was not seen since; known addresses are remembered longer than failures. */
export async function deleteThrottles(
  executor: Executor,
  keys: readonly string[],
  failuresBeforeMs: number,
  knownBeforeMs: number,
): Promise<void> {
  await executor
    .deleteFrom('sign_in_throttle')
    .where((where) =>
      where.or([
        where('key', 'in', keys),
        where('seen_at_ms', '<', knownBeforeMs),
        where.and([where('seen_at_ms', '<', failuresBeforeMs), where('key', 'not like', 'known:%')]),
      ]),
    )
    .execute();
}
