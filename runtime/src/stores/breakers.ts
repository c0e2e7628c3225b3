import { sql } from 'kysely';
import type { Executor } from './statement.ts';

/** Writes down how a connection stands; nothing is kept of one that is closed. */
export async function saveBreaker(
  executor: Executor,
  breaker: {
    readonly environment: string;
    readonly slot: string;
    readonly state: 'closed' | 'open' | 'half-open';
    readonly failures: number;
    readonly untilMs: number;
    readonly nowMs: number;
  },
): Promise<void> {
  const { environment, slot, state, failures, untilMs, nowMs } = breaker;
  if (state === 'closed') {
    await executor.deleteFrom('breakers').where('environment', '=', environment).where('slot', '=', slot).execute();
    return;
  }
  await sql`INSERT INTO breakers (environment, slot, state, failures, until_ms, at_ms)
    VALUES (${environment}, ${slot}, ${state}, ${failures}, ${untilMs}::int8, ${nowMs}::int8)
    ON CONFLICT (environment, slot) DO UPDATE SET state = excluded.state, failures = excluded.failures,
      until_ms = excluded.until_ms, at_ms = excluded.at_ms`.execute(executor);
}

/** The connections of an environment that are not closed and of which was heard since a moment. */
export async function listBreakers(executor: Executor, environment: string, sinceMs: number) {
  return executor
    .selectFrom('breakers')
    .select(['slot', 'state', 'failures', 'until_ms'])
    .where('environment', '=', environment)
    .where('at_ms', '>=', sinceMs)
    .orderBy('slot')
    .execute();
}
