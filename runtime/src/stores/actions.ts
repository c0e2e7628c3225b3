import { type Selectable, sql } from 'kysely';
import type { Schema } from '../database/index.ts';
import { type Executor, insertAll, keepFirst, type Statement } from './statement.ts';

/** An action: outbox and ledger in one row. */
export type Action = Selectable<Schema['actions']>;

/** An action as a decision asks for it. */
export interface NewAction {
  readonly id: string;
  readonly subject: string;
  readonly partition: number;
  readonly workflow: string;
  readonly version: string;
  readonly run: string;
  readonly node: string;
  readonly title: string;
  readonly slot: string;
  readonly operation: string;
  readonly request: string;
  readonly state: 'requested' | 'withdrawn';
  readonly attempts_allowed: number;
  readonly due_at_ms: number;
  readonly detail: string | null;
  readonly requested_at_ms: number;
  readonly updated_at_ms: number;
}

export function insertActions(environment: string, rows: readonly NewAction[]): Statement {
  const columns = {
    id: 'text',
    subject: 'text',
    partition: 'int4',
    workflow: 'text',
    version: 'text',
    run: 'text',
    node: 'text',
    title: 'text',
    slot: 'text',
    operation: 'text',
    request: 'text',
    state: 'text',
    attempts_allowed: 'int4',
    due_at_ms: 'int8',
    detail: 'text',
    requested_at_ms: 'int8',
    updated_at_ms: 'int8',
  } as const;
  return insertAll('actions', environment, columns, rows, keepFirst);
}

/** Withdraws actions that no worker has claimed; the others run to their end and their result is ignored. */
export function withdrawActions(
  environment: string,
  rows: readonly { readonly id: string; readonly reason: string }[],
  nowMs: number,
): Statement {
  return sql`UPDATE actions a SET state = 'withdrawn', detail = u.reason, fence = a.fence + 1, updated_at_ms = ${nowMs}
    FROM unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.reason)}::text[]) AS u (id, reason)
    WHERE a.environment = ${environment} AND a.id = u.id AND a.state IN ('requested', 'retrying')`;
}

/** Which of these actions are withdrawn by now. */
export async function withdrawnAmong(executor: Executor, environment: string, ids: readonly string[]) {
  const { rows } = await sql<{ id: string }>`SELECT id FROM actions
    WHERE environment = ${environment} AND id = ANY(${ids}::text[]) AND state = 'withdrawn'`.execute(executor);
  return rows.map((row) => row.id);
}

/** A claim of one attempt of one action. */
export interface Claim {
  readonly environment: string;
  readonly id: string;
  readonly attempt: number;
  readonly owner: string;
  readonly nowMs: number;
  readonly leaseUntilMs: number;
  /** False only to prove that the checks notice: the recorded outcome is then not looked at. */
  readonly ledger: boolean;
}

/**
 * Takes the action for one attempt and opens that attempt's record, in one statement. Undefined when it is not owed (any
 * more): it has an outcome, was withdrawn, is not due, is held, is claimed by another, or another attempt is next.
 */
export async function claimAction(executor: Executor, claim: Claim): Promise<Action | undefined> {
  const owed = claim.ledger
    ? sql`a.outcome IS NULL AND a.attempt = ${claim.attempt - 1} AND a.state IN ('requested', 'retrying')`
    : sql`a.state IN ('requested', 'retrying', 'done')`;
  const { rows } = await sql<Action>`
    WITH claimed AS (
      UPDATE actions a SET state = 'running', attempt = a.attempt + 1, fence = a.fence + 1,
        lease_owner = ${claim.owner}, lease_until_ms = ${claim.leaseUntilMs}, updated_at_ms = ${claim.nowMs}
      FROM environments e
      WHERE a.environment = ${claim.environment} AND a.id = ${claim.id} AND ${owed} AND a.due_at_ms <= ${claim.nowMs}
        AND e.id = a.environment AND NOT e.actions_held
      RETURNING a.*
    ), opened AS (
      INSERT INTO attempts (environment, action, attempt, started_at_ms, outcome)
      SELECT environment, id, attempt, ${claim.nowMs}::int8, 'open' FROM claimed ON CONFLICT DO NOTHING
    )
    SELECT * FROM claimed`.execute(executor);
  return rows[0];
}

/** Prolongs the lease; false when the claim was lost. */
export async function renewLease(executor: Executor, action: Action, untilMs: number): Promise<boolean> {
  const result = await executor
    .updateTable('actions')
    .set({ lease_until_ms: untilMs })
    .where('environment', '=', action.environment)
    .where('id', '=', action.id)
    .where('fence', '=', action.fence)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** How an attempt ended, and what the action is from now on. */
export interface Recording {
  readonly state: 'done' | 'retrying' | 'dead';
  /** Canonical JSON; only for `done`. */
  readonly outcome: string | null;
  readonly code: string | null;
  readonly detail: string;
  readonly dueMs: number;
  readonly nowMs: number;
  readonly attempt: 'done' | 'transient' | 'permanent' | 'ambiguous';
  /** The event that tells the log of it; none for a retry. */
  readonly event: string | null;
}

/**
 * Records an attempt, the action's new state and the result event in one statement, where the claim's fence still
 * holds. False when it does not: then nothing was written.
 */
export async function recordOutcome(executor: Executor, action: Action, recording: Recording): Promise<boolean> {
  const { nowMs } = recording;
  const { rows } = await sql`
    WITH recorded AS (
      UPDATE actions SET state = ${recording.state}, outcome = ${recording.outcome}, code = ${recording.code},
        detail = ${recording.detail}, due_at_ms = ${recording.dueMs}, lease_owner = NULL, lease_until_ms = NULL,
        updated_at_ms = ${nowMs}
      WHERE environment = ${action.environment} AND id = ${action.id} AND fence = ${action.fence} AND state = 'running'
      RETURNING environment, id, attempt, subject
    ), attempted AS (
      UPDATE attempts t SET ended_at_ms = ${nowMs}, outcome = ${recording.attempt}, code = ${recording.code},
        detail = ${recording.detail}
      FROM recorded r WHERE t.environment = r.environment AND t.action = r.id AND t.attempt = r.attempt
    ), told AS (
      INSERT INTO event_outbox (environment, subject, event)
      SELECT environment, subject, ${recording.event}::text FROM recorded WHERE ${recording.event}::text IS NOT NULL
    )
    SELECT 1 FROM recorded`.execute(executor);
  return rows.length > 0;
}

/** An attempt that is owed to the queue. */
export interface Owed {
  readonly environment: string;
  readonly id: string;
  readonly slot: string;
  readonly attempt: number;
  readonly due_at_ms: number;
}

/** The next page of owed actions, by id. `ledger: false` (a test of the checks) takes finished ones for owed too. */
export async function owedActions(
  executor: Executor,
  environment: string,
  page: { readonly after: string; readonly limit: number; readonly ledger: boolean },
): Promise<readonly Owed[]> {
  const states = page.ledger ? ['requested', 'retrying'] : ['requested', 'retrying', 'done'];
  const { rows } = await sql<Owed>`SELECT environment, id, slot, attempt, due_at_ms FROM actions
    WHERE environment = ${environment} AND id > ${page.after} AND state = ANY(${states}::text[])
    ORDER BY id LIMIT ${page.limit}`.execute(executor);
  return rows;
}

/** Actions whose worker is gone: claimed, and the lease ran out (or any lease, where `all`). */
export async function abandonedActions(
  executor: Executor,
  environment: string,
  options: { readonly nowMs: number; readonly all: boolean },
): Promise<readonly Action[]> {
  return executor
    .selectFrom('actions')
    .selectAll()
    .where('environment', '=', environment)
    .where('state', '=', 'running')
    .where((where) => where.or([where('lease_until_ms', '<', options.nowMs), where.val(options.all)]))
    .execute();
}

/**
 * Gives an abandoned action back: its attempt counts as lost and does not count against the schedule. Guarded by the
 * fence, which rises, so that the lost worker cannot record any more.
 */
export async function releaseAbandoned(executor: Executor, action: Action, nowMs: number): Promise<void> {
  await sql`
    WITH freed AS (
      UPDATE actions SET state = 'retrying', fence = fence + 1, lease_owner = NULL, lease_until_ms = NULL,
        due_at_ms = ${nowMs}, attempts_allowed = attempts_allowed + 1, updated_at_ms = ${nowMs}
      WHERE environment = ${action.environment} AND id = ${action.id} AND fence = ${action.fence} AND state = 'running'
      RETURNING environment, id, attempt
    )
    UPDATE attempts t SET ended_at_ms = ${nowMs}, outcome = 'ambiguous', code = 'target-lost',
      detail = 'the process ended before the answer came'
    FROM freed f WHERE t.environment = f.environment AND t.action = f.id AND t.attempt = f.attempt`.execute(executor);
}

/** Gives a dead action another schedule, with another input if one is given. Undefined when it is not dead. */
export async function reviveAction(
  executor: Executor,
  at: { readonly environment: string; readonly id: string; readonly nowMs: number },
  change: { readonly request: string | null; readonly attempts: number },
): Promise<Action | undefined> {
  const { rows } =
    await sql<Action>`UPDATE actions SET state = 'requested', code = NULL, detail = NULL, due_at_ms = ${at.nowMs},
      attempts_allowed = attempt + ${change.attempts}, manual_retries = manual_retries + 1, fence = fence + 1,
      request = COALESCE(${change.request}::text, request), updated_at_ms = ${at.nowMs}
    WHERE environment = ${at.environment} AND id = ${at.id} AND state = 'dead' RETURNING *`.execute(executor);
  return rows[0];
}

export async function findAction(executor: Executor, environment: string, id: string): Promise<Action | undefined> {
  return executor
    .selectFrom('actions')
    .selectAll()
    .where('environment', '=', environment)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Ids of all actions that still wait for their end. */
export async function unfinishedActions(executor: Executor, environment: string): Promise<readonly string[]> {
  const rows = await executor
    .selectFrom('actions')
    .select('id')
    .where('environment', '=', environment)
    .where('state', 'in', ['requested', 'running', 'retrying'])
    .execute();
  return rows.map((row) => row.id);
}
