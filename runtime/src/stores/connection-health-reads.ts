import type { ConnectionHealth } from '@slipway/shared/api';
import { LIMITS } from '@slipway/shared/limits';
import { instantFromMs } from '@slipway/shared/time';
import { sql } from 'kysely';
import { listBreakers } from './breakers.ts';
import type { Executor } from './statement.ts';

/** The health of a slot over which nothing has gone. */
export const NO_HEALTH: ConnectionHealth = {
  done: 0,
  retried: 0,
  failed: 0,
  open: 0,
  lastDoneAt: null,
  lastFailedAt: null,
  lastFailure: null,
  resting: null,
};

/** What a process that is gone has written is forgotten after this. */
const KNOWN_MS = 2 * LIMITS.breakerMaxSeconds * 1_000;

interface Counted {
  readonly slot: string;
  readonly done: number;
  readonly retried: number;
  readonly failed: number;
  readonly done_ms: number | null;
  readonly failed_ms: number | null;
}

/** How attempts over each slot ended since a time, and what is under way now. */
export async function readHealth(
  executor: Executor,
  environment: string,
  { sinceMs, nowMs }: { readonly sinceMs: number; readonly nowMs: number },
): Promise<ReadonlyMap<string, ConnectionHealth>> {
  const { rows: counted } = await sql<Counted>`
    SELECT a.slot, count(*) FILTER (WHERE t.outcome = 'done') AS done,
      count(*) FILTER (WHERE t.outcome <> 'done' AND NOT (a.state = 'dead' AND a.attempt = t.attempt)) AS retried,
      count(*) FILTER (WHERE t.outcome <> 'done' AND a.state = 'dead' AND a.attempt = t.attempt) AS failed,
      max(t.ended_at_ms) FILTER (WHERE t.outcome = 'done') AS done_ms,
      max(t.ended_at_ms) FILTER (WHERE t.outcome <> 'done') AS failed_ms
    FROM attempts t JOIN actions a ON a.environment = t.environment AND a.id = t.action
    WHERE t.environment = ${environment} AND t.ended_at_ms >= ${sinceMs}::int8 GROUP BY a.slot`.execute(executor);
  const { rows: failures } = await sql<{ slot: string; code: string | null; detail: string | null }>`
    SELECT DISTINCT ON (a.slot) a.slot, t.code, t.detail
    FROM attempts t JOIN actions a ON a.environment = t.environment AND a.id = t.action
    WHERE t.environment = ${environment} AND t.ended_at_ms >= ${sinceMs}::int8 AND t.outcome <> 'done'
    ORDER BY a.slot, t.ended_at_ms DESC`.execute(executor);
  const { rows: open } = await sql<{ slot: string; open: number }>`SELECT slot, count(*) AS open FROM actions
    WHERE environment = ${environment} AND state IN ('requested', 'running', 'retrying') GROUP BY slot`.execute(
    executor,
  );
  const health = new Map(open.map((row) => [row.slot, { ...NO_HEALTH, open: row.open }]));
  for (const row of counted) {
    const failure = failures.find((each) => each.slot === row.slot);
    health.set(row.slot, {
      done: row.done,
      retried: row.retried,
      failed: row.failed,
      open: health.get(row.slot)?.open ?? 0,
      lastDoneAt: row.done_ms === null ? null : instantFromMs(row.done_ms),
      lastFailedAt: row.failed_ms === null ? null : instantFromMs(row.failed_ms),
      resting: null,
      lastFailure: failure ? { code: failure.code ?? 'internal', detail: failure.detail ?? '' } : null,
    });
  }
  for (const { slot, state, failures, until_ms } of await listBreakers(executor, environment, nowMs - KNOWN_MS)) {
    const resting = { state, failures, until: instantFromMs(until_ms) };
    health.set(slot, { ...(health.get(slot) ?? NO_HEALTH), resting });
  }
  return health;
}
