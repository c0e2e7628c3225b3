import { sql } from 'kysely';
import { type Executor, insertAll, keepFirst, type Statement } from './statement.ts';

/** A record that we append ourselves; `partition` is set for control records only. */
export interface OutboxRow {
  readonly kind: 'event' | 'activated' | 'broadcast';
  readonly partition: number | null;
  readonly subject: string;
  readonly event: string;
}

export function saveOutbox(environment: string, rows: readonly OutboxRow[]): Statement {
  const columns = { kind: 'text', partition: 'int4', subject: 'text', event: 'text' } as const;
  return insertAll('event_outbox', environment, columns, rows, keepFirst);
}

/** The oldest rows that still wait to be appended. */
export async function pendingOutbox(executor: Executor, environment: string, limit: number) {
  return executor
    .selectFrom('event_outbox')
    .select(['id', 'kind', 'partition', 'subject', 'event'])
    .where('environment', '=', environment)
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function deleteOutbox(executor: Executor, environment: string, ids: readonly number[]): Promise<void> {
  await sql`DELETE FROM event_outbox WHERE environment = ${environment} AND id = ANY(${ids}::int8[])`.execute(executor);
}

export async function countOutbox(executor: Executor, environment: string): Promise<number> {
  const row = await executor
    .selectFrom('event_outbox')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('environment', '=', environment)
    .executeTakeFirstOrThrow();
  return row.count;
}
