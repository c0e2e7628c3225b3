import { type ActionState, actionStates, type Severity, type Summary, severities } from '@slipway/shared/api';
import { instantFromMs } from '@slipway/shared/time';
import { sql } from 'kysely';
import type { Database } from '../database/index.ts';
import { countActions } from './actions-reads.ts';
import { countCaught } from './caught-reads.ts';
import { countOpenDeadLetters } from './dead-letters-reads.ts';
import type { Environment } from './environments.ts';
import { clockOf } from './environments-reads.ts';
import { countSubjects } from './subjects-reads.ts';

/** What Home shows that is stored; rates and latencies are measured elsewhere. */
export type StoredSummary = Omit<Summary, 'rate' | 'decision' | 'sources'>;

export async function readSummary(
  database: Database,
  environment: Environment,
  at: { readonly nowMs: number; readonly sinceMs: number },
): Promise<StoredSummary> {
  const { id } = environment;
  const actions = await countActions(database, id, at.nowMs);
  const clock = await clockOf(database, environment);
  return {
    at: instantFromMs(clock ?? at.nowMs),
    since: instantFromMs(at.sinceMs),
    outcomes: await outcomesOf(database, id),
    // In a replay the records carry the replay's time.
    lag: await lagOf(database, id, environment.kind === 'replay' ? (clock ?? 0) : at.nowMs),
    subjects: await countSubjects(database, id),
    openExceptions: await openBySeverity(database, id),
    actions: Object.fromEntries(actionStates.map((state) => [state, actions.byState.get(state) ?? 0])) as Record<
      ActionState,
      number
    >,
    stuckActions: actions.stuck,
    deadLetters: await countOpenDeadLetters(database, id),
    outbox: await countCaught(database, id),
  };
}

async function outcomesOf(database: Database, environment: string): Promise<StoredSummary['outcomes']> {
  const { rows } = await sql<{ outcome: string; count: number }>`
    SELECT outcome, sum(to_offset - from_offset + 1)::int8 AS count FROM outcomes
    WHERE environment = ${environment} GROUP BY outcome`.execute(database.kysely);
  const counts = new Map(rows.map((row) => [row.outcome, row.count]));
  return {
    decided: counts.get('decided') ?? 0,
    duplicate: counts.get('duplicate') ?? 0,
    skipped: counts.get('skipped') ?? 0,
    deadLettered: counts.get('dead-lettered') ?? 0,
  };
}

/** Records appended and not yet decided, over all partitions, and how long the oldest of them has waited. */
async function lagOf(database: Database, environment: string, nowMs: number): Promise<StoredSummary['lag']> {
  const { rows } = await sql<{ events: number | null; oldest: number | null }>`
    SELECT sum(h.next_offset - coalesce(c.next_offset, 0))::int8 AS events,
      min((SELECT l.at_ms FROM event_log l WHERE l.environment = h.environment AND l.partition = h.partition
        AND l."offset" = coalesce(c.next_offset, 0))) AS oldest
    FROM log_heads h LEFT JOIN checkpoints c ON c.environment = h.environment AND c.partition = h.partition
    WHERE h.environment = ${environment}`.execute(database.kysely);
  const events = Math.max(rows[0]?.events ?? 0, 0);
  const oldest = rows[0]?.oldest ?? null;
  return {
    events,
    seconds: events === 0 || oldest === null ? 0 : Math.max(0, Math.round((nowMs - oldest) / 100) / 10),
  };
}

async function openBySeverity(database: Database, environment: string): Promise<Record<Severity, number>> {
  const rows = await database.kysely
    .selectFrom('exceptions')
    .select(['severity', ({ fn }) => fn.countAll<number>().as('count')])
    .where('environment', '=', environment)
    .where('open', '=', true)
    .where('state', '<>', 'suppressed')
    .groupBy('severity')
    .execute();
  const counts = new Map(rows.map((row) => [row.severity, row.count]));
  return Object.fromEntries(severities.map((severity) => [severity, counts.get(severity) ?? 0])) as Record<
    Severity,
    number
  >;
}
