import { sql } from 'kysely';
import { type Executor, insertAll, type Statement } from './statement.ts';

/** How many exceptions a partition opened for a workflow in a slice of time. */
export interface OpenedRow {
  readonly workflow: string;
  readonly partition: number;
  readonly slice_ms: number;
  readonly opened: number;
}

/** Adds to what was opened. Each partition writes its own rows, so none waits for another. */
export function addOpened(environment: string, rows: readonly OpenedRow[]): Statement {
  const columns = { workflow: 'text', partition: 'int4', slice_ms: 'int8', opened: 'int4' } as const;
  const add = sql`(environment, workflow, partition, slice_ms) DO UPDATE SET opened = opened_counts.opened + excluded.opened`;
  return insertAll('opened_counts', environment, columns, rows, add);
}

/** The workflows that opened more than so many exceptions since a moment, and how many. Forgets what is older. */
export async function floodsSince(
  executor: Executor,
  environment: string,
  { sinceMs, most }: { readonly sinceMs: number; readonly most: number },
): Promise<readonly { readonly workflow: string; readonly opened: number }[]> {
  await executor
    .deleteFrom('opened_counts')
    .where('environment', '=', environment)
    .where('slice_ms', '<', sinceMs)
    .execute();
  const { rows } = await sql<{ workflow: string; opened: number }>`SELECT workflow, sum(opened)::int8 AS opened
    FROM opened_counts WHERE environment = ${environment} GROUP BY workflow
    HAVING sum(opened) > ${most} ORDER BY workflow`.execute(executor);
  return rows;
}

/** Counts a workflow anew from here on. */
export async function forgetOpened(executor: Executor, environment: string, workflow: string): Promise<void> {
  await executor
    .deleteFrom('opened_counts')
    .where('environment', '=', environment)
    .where('workflow', '=', workflow)
    .execute();
}
