import type { DecisionRow } from './decided.ts';
import type { Executor } from './statement.ts';

/** Recorded decisions of a partition in the order of their commits, behind (`commit`, `position`). */
export async function decisionsAfter(
  executor: Executor,
  at: { readonly environment: string; readonly partition: number },
  behind: { readonly commit: number; readonly position: number },
  limit: number,
): Promise<readonly DecisionRow[]> {
  return executor
    .selectFrom('decisions')
    .selectAll()
    .where('environment', '=', at.environment)
    .where('partition', '=', at.partition)
    .where((where) =>
      where.or([
        where('commit_number', '>', behind.commit),
        where.and([where('commit_number', '=', behind.commit), where('position', '>', behind.position)]),
      ]),
    )
    .orderBy('commit_number')
    .orderBy('position')
    .limit(limit)
    .execute();
}
