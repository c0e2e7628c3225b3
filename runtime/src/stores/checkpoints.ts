import { type Selectable, sql } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Executor, Statement } from './statement.ts';

/** Where a partition stands, as its row says. */
export type Checkpoint = Selectable<Schema['checkpoints']>;

/** The checkpoint of a partition, made with the first offset when there is none. */
export async function loadCheckpoint(executor: Executor, fresh: Checkpoint): Promise<Checkpoint> {
  const { environment, partition } = fresh;
  await executor
    .insertInto('checkpoints')
    .values(fresh)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return executor
    .selectFrom('checkpoints')
    .selectAll()
    .where('environment', '=', environment)
    .where('partition', '=', partition)
    .executeTakeFirstOrThrow();
}

/** Moves partitions of one environment on, each from the commit whose token is `token`; a row for each that was there. */
export function advanceCheckpoints(
  environment: string,
  moves: readonly { readonly next: Checkpoint; readonly token: string }[],
  guarded = true,
): Statement {
  const of = (column: keyof Checkpoint) => moves.map(({ next }) => next[column]);
  return sql`UPDATE checkpoints c SET next_offset = u.next_offset, token = u.token, clock_ms = u.clock_ms,
      commit_number = u.commit_number, live_set = u.live_set, owned_at_ms = u.owned_at_ms,
      hold_from_ms = u.hold_from_ms, hold_to_ms = u.hold_to_ms
    FROM unnest(${of('partition')}::int4[], ${moves.map(({ token }) => token)}::text[], ${of('next_offset')}::int8[],
      ${of('token')}::text[], ${of('clock_ms')}::int8[], ${of('commit_number')}::int8[], ${of('live_set')}::text[],
      ${of('owned_at_ms')}::int8[], ${of('hold_from_ms')}::int8[], ${of('hold_to_ms')}::int8[])
      AS u (partition, before, next_offset, token, clock_ms, commit_number, live_set, owned_at_ms, hold_from_ms, hold_to_ms)
    WHERE c.environment = ${environment} AND c.partition = u.partition AND (c.token = u.before OR ${!guarded}) RETURNING 1`;
}

/** Says that the partition is still owned, so that a quiet hour is not taken for an outage. */
export async function touchCheckpoint(executor: Executor, checkpoint: Checkpoint, nowMs: number): Promise<void> {
  await executor
    .updateTable('checkpoints')
    .set({ owned_at_ms: nowMs })
    .where('environment', '=', checkpoint.environment)
    .where('partition', '=', checkpoint.partition)
    .where('token', '=', checkpoint.token)
    .execute();
}

/** The checkpoints of an environment, by partition. */
export async function listCheckpoints(executor: Executor, environment: string): Promise<readonly Checkpoint[]> {
  return executor
    .selectFrom('checkpoints')
    .selectAll()
    .where('environment', '=', environment)
    .orderBy('partition')
    .execute();
}
