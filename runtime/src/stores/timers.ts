import { sql } from 'kysely';
import { type Executor, insertAll, overwrite, type Statement } from './statement.ts';

/** A timer that is set. */
export interface TimerRow {
  readonly subject: string;
  readonly timer: string;
  readonly due_at_ms: number;
}

/** All timers of a partition, from which its heap is rebuilt. */
export async function loadTimers(
  executor: Executor,
  environment: string,
  partition: number,
): Promise<readonly TimerRow[]> {
  return executor
    .selectFrom('timers')
    .select(['subject', 'timer', 'due_at_ms'])
    .where('environment', '=', environment)
    .where('partition', '=', partition)
    .execute();
}

export function saveTimers(
  environment: string,
  rows: readonly (TimerRow & { readonly partition: number })[],
): Statement {
  const columns = { partition: 'int4', subject: 'text', timer: 'text', due_at_ms: 'int8' } as const;
  return insertAll('timers', environment, columns, rows, overwrite(['environment', 'subject', 'timer'], ['due_at_ms']));
}

export function deleteTimers(environment: string, rows: readonly { subject: string; timer: string }[]): Statement {
  return sql`DELETE FROM timers t USING
      unnest(${rows.map((row) => row.subject)}::text[], ${rows.map((row) => row.timer)}::text[]) AS u (subject, timer)
    WHERE t.environment = ${environment} AND t.subject = u.subject AND t.timer = u.timer`;
}
