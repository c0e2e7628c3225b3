import { type Insertable, sql } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Executor, Statement } from './statement.ts';

/** Something that could not be understood or decided, with its original bytes. */
export type DeadLetterRow = Insertable<Schema['dead_letters']>;

/** One row; kept as it was when the same record is set aside again. */
export function saveDeadLetter(row: DeadLetterRow): Statement {
  return sql`INSERT INTO dead_letters
      (environment, id, source, position, partition, "offset", code, detail, bytes, truncated, at_ms, state)
    VALUES (${row.environment}, ${row.id}, ${row.source}, ${row.position}, ${row.partition ?? null}::int4,
      ${row.offset ?? null}::int8, ${row.code}, ${row.detail}, ${row.bytes}::bytea, ${row.truncated}::boolean,
      ${row.at_ms}::int8, ${row.state})
    ON CONFLICT DO NOTHING`;
}

export async function findDeadLetter(executor: Executor, environment: string, id: string) {
  return executor
    .selectFrom('dead_letters')
    .selectAll()
    .where('environment', '=', environment)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function markDeadLetterRetried(executor: Executor, environment: string, id: string): Promise<void> {
  await executor
    .updateTable('dead_letters')
    .set({ state: 'retried' })
    .where('environment', '=', environment)
    .where('id', '=', id)
    .execute();
}

/** Inputs of a partition (as the loop names them) that were given up, which a replay must give up too. */
export async function undecidable(
  executor: Executor,
  environment: string,
  partition: number,
): Promise<ReadonlySet<string>> {
  const rows = await executor
    .selectFrom('dead_letters')
    .select('position')
    .where('environment', '=', environment)
    .where('partition', '=', partition)
    .where('code', '=', 'decision-failed')
    .execute();
  return new Set(rows.map((row) => row.position.slice(row.position.indexOf('/') + 1)));
}
