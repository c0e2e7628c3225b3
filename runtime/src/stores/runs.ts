import type { Executor } from './statement.ts';

/** The versions that open runs and open cases were begun on, once each. */
export async function versionsInFlight(
  executor: Executor,
  environment: string,
): Promise<readonly { readonly workflow: string; readonly version: string }[]> {
  return executor
    .selectFrom('runs')
    .select(['workflow', 'version'])
    .where('environment', '=', environment)
    .where('ended_at_ms', 'is', null)
    .union(
      executor
        .selectFrom('exceptions')
        .select(['workflow', 'version'])
        .where('environment', '=', environment)
        .where('open', '=', true),
    )
    .execute();
}
