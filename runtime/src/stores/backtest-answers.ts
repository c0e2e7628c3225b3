import { type RawBuilder, sql } from 'kysely';
import type { Executor } from './statement.ts';

/** The ids of a workflow's actions whose answers are in the log. */
export async function listAnswered(
  executor: Executor,
  environment: string,
  workflow: string,
): Promise<readonly string[]> {
  const rows = await executor
    .selectFrom('actions')
    .select('id')
    .where('environment', '=', environment)
    .where('workflow', '=', workflow)
    .where('state', 'in', ['done', 'dead'])
    .execute();
  return rows.map(({ id }) => id);
}

/** What each step of a workflow was answered last, and how long it took. */
export async function listLastAnswers(
  executor: Executor,
  environment: string,
  workflow: string,
): Promise<ReadonlyMap<string, { readonly afterMs: number; readonly output: unknown }>> {
  const query: RawBuilder<{ node: string; outcome: string; took: number }> = sql`
    SELECT DISTINCT ON (node) node, outcome, updated_at_ms - requested_at_ms AS took FROM actions
    WHERE environment = ${environment} AND workflow = ${workflow} AND state = 'done' AND outcome IS NOT NULL
    ORDER BY node, updated_at_ms DESC, id`;
  const { rows } = await query.execute(executor);
  return new Map(
    rows.map(({ node, outcome, took }) => {
      const { output = null } = JSON.parse(outcome) as { readonly output?: unknown };
      return [node, { afterMs: Math.max(Number(took), 0), output }];
    }),
  );
}
