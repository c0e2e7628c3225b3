import type { ActionDetail, ActionItem, ActionQuery, Attempt, Page } from '@slipway/shared/api';
import { FAILURES } from '@slipway/shared/failure';
import { instantFromMs } from '@slipway/shared/time';
import { type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Database, Schema } from '../database/index.ts';
import type { ActionsTable } from '../database/product-schema.ts';
import type { OutcomeDocument } from './documents.ts';
import { literalPattern, pageOf, readCursor } from './page-cursor.ts';
import { type SubjectFace, subjectFaces } from './subject-face.ts';
import { matchesSubject } from './subject-search.ts';
import { type NameVersion, nameVersions } from './versions-reads.ts';

type ActionRow = Selectable<ActionsTable>;
type Rows = SelectQueryBuilder<Schema, 'actions', ActionRow>;

const cursorKey = z.tuple([z.int(), z.string()]);

/** How long after it was due an action that nobody works on counts as stuck. */
export const STUCK_AFTER_MS = 60_000;

/** Actions, newest request first. `nowMs` is wall time: leases and due times are. */
export async function listActions(
  database: Database,
  environment: string,
  query: ActionQuery,
  nowMs: number,
): Promise<Page<ActionItem>> {
  let rows = inState(actionRows(database, environment), query.state, nowMs);
  if (query.subject) rows = rows.where('subject', '=', query.subject);
  const search = query.search?.trim();
  if (search) {
    rows = rows.where((where) =>
      where.or([
        where('title', 'ilike', `%${literalPattern(search)}%`),
        where('id', '=', search),
        matchesSubject(where.ref('actions.subject'), environment, search),
      ]),
    );
  }
  if (query.cursor) {
    const [requested, id] = readCursor(cursorKey, query.cursor);
    rows = rows.where((where) =>
      where.or([
        where('requested_at_ms', '<', requested),
        where.and([where('requested_at_ms', '=', requested), where('id', '>', id)]),
      ]),
    );
  }
  const found = await rows
    .orderBy('requested_at_ms', 'desc')
    .orderBy('id')
    .limit(query.limit + 1)
    .execute();
  const items = await actionItems(database, environment, found, nowMs);
  const byId = new Map(items.map((item) => [item.id, item]));
  return pageOf(
    found,
    query.limit,
    (row) => [row.requested_at_ms, row.id],
    (row) => byId.get(row.id) as ActionItem,
  );
}

/** Every action of a subject, newest first; at most 200. */
export async function actionsOf(
  database: Database,
  environment: string,
  subject: string,
  nowMs: number,
): Promise<ActionItem[]> {
  const rows = await actionRows(database, environment)
    .where('subject', '=', subject)
    .orderBy('requested_at_ms', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();
  return actionItems(database, environment, rows, nowMs);
}

/** One action with its input, its answer and every attempt; undefined when there is none of this id here. */
export async function findAction(
  database: Database,
  environment: string,
  id: string,
  options: { readonly nowMs: number; readonly idempotencyOf: IdempotencyOf },
): Promise<ActionDetail | undefined> {
  const row = await actionRows(database, environment).where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const [item] = await actionItems(database, environment, [row], options.nowMs);
  if (!item) return undefined;
  const request = JSON.parse(row.request) as { readonly input?: unknown; readonly compensates?: string };
  const outcome = row.outcome === null ? null : (JSON.parse(row.outcome) as OutcomeDocument);
  return {
    ...item,
    compensates: request.compensates ?? null,
    input: request.input ?? null,
    output: outcome?.output ?? null,
    attempts: await attemptsOf(database, environment, id),
    idempotency: { kind: options.idempotencyOf(item.connection, row.operation), key: id },
    run: row.run,
  };
}

/** What a connector declares for an operation. */
export type IdempotencyOf = (connector: string | null, operation: string) => ActionDetail['idempotency']['kind'];

/** How many actions are in each state, and how many are stuck. */
export async function countActions(
  database: Database,
  environment: string,
  nowMs: number,
): Promise<{ readonly byState: ReadonlyMap<string, number>; readonly stuck: number }> {
  const rows = await database.kysely
    .selectFrom('actions')
    .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
    .where('environment', '=', environment)
    .groupBy('state')
    .execute();
  const stuck = await database.kysely
    .selectFrom('actions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('environment', '=', environment)
    .where(isStuck(nowMs))
    .executeTakeFirstOrThrow();
  return { byState: new Map(rows.map((row) => [row.state, row.count])), stuck: stuck.count };
}

function actionRows(database: Database, environment: string): Rows {
  return database.kysely.selectFrom('actions').selectAll().where('actions.environment', '=', environment);
}

function inState(rows: Rows, state: ActionQuery['state'], nowMs: number): Rows {
  if (state === undefined) return rows;
  if (state === 'failing') return rows.where('state', 'in', ['retrying', 'dead']);
  if (state === 'stuck') return rows.where(isStuck(nowMs));
  return rows.where('state', '=', state);
}

/** Due for a while and nobody works on it, or a worker has let its lease run out. */
function isStuck(nowMs: number) {
  const before = nowMs - STUCK_AFTER_MS;
  return sql<boolean>`((state IN ('requested', 'retrying') AND due_at_ms < ${before})
    OR (state = 'running' AND coalesce(lease_until_ms, 0) < ${before}))`;
}

async function actionItems(
  database: Database,
  environment: string,
  rows: readonly ActionRow[],
  nowMs: number,
): Promise<ActionItem[]> {
  if (rows.length === 0) return [];
  const name = await nameVersions(database, environment);
  const face = await subjectFaces(
    database,
    environment,
    rows.map((row) => row.subject),
  );
  const bound = await connectorsBySlot(database, environment);
  const last = await lastAttempts(
    database,
    environment,
    rows.map((row) => row.id),
  );
  return rows.map((row) => actionItem(row, { name, face: face(row.subject), bound, last, nowMs }));
}

function actionItem(
  row: ActionRow,
  known: {
    readonly name: NameVersion;
    readonly face: SubjectFace;
    readonly bound: ReadonlyMap<string, string>;
    readonly last: ReadonlyMap<string, number>;
    readonly nowMs: number;
  },
): ActionItem {
  const lastMs = known.last.get(row.id);
  const ended = row.state === 'done' || row.state === 'dead' || row.state === 'withdrawn';
  const waiting = row.state === 'requested' || row.state === 'retrying';
  const idleSince = waiting ? row.due_at_ms : row.state === 'running' ? (row.lease_until_ms ?? 0) : known.nowMs;
  return {
    id: row.id,
    title: row.title,
    workflow: known.name(row.workflow, row.version),
    node: row.node,
    subject: row.subject,
    subjectLabel: known.face.label,
    slot: row.slot,
    connection: known.bound.get(row.slot) ?? null,
    operation: row.operation,
    state: row.state,
    stuck: !ended && idleSince < known.nowMs - STUCK_AFTER_MS,
    attemptCount: row.attempt,
    maxAttempts: row.attempts_allowed,
    requestedAt: instantFromMs(row.requested_at_ms),
    lastAttemptAt: lastMs === undefined ? null : instantFromMs(lastMs),
    nextAttemptAt: waiting ? instantFromMs(row.due_at_ms) : null,
    endedAt: ended ? instantFromMs(row.updated_at_ms) : null,
    reason: row.code === null || row.state === 'done' ? null : reasonOf(row.code, row.detail),
  };
}

/** A failure as people read it. A code that this version does not know keeps its own name. */
export function reasonOf(code: string, detail: string | null): { code: string; title: string; detail: string } {
  const title = Object.hasOwn(FAILURES, code) ? FAILURES[code as keyof typeof FAILURES].title : code;
  return { code, title, detail: detail ?? '' };
}

async function connectorsBySlot(database: Database, environment: string): Promise<ReadonlyMap<string, string>> {
  const rows = await database.kysely
    .selectFrom('connections')
    .select(['slot', 'connector'])
    .where('environment', '=', environment)
    .execute();
  return new Map(rows.map((row) => [row.slot, row.connector]));
}

async function lastAttempts(
  database: Database,
  environment: string,
  actions: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await database.kysely
    .selectFrom('attempts')
    .select(['action', ({ fn }) => fn.max<number>('started_at_ms').as('last')])
    .where('environment', '=', environment)
    .where('action', 'in', [...actions])
    .groupBy('action')
    .execute();
  return new Map(rows.map((row) => [row.action, row.last]));
}

async function attemptsOf(database: Database, environment: string, action: string): Promise<Attempt[]> {
  const rows = await database.kysely
    .selectFrom('attempts')
    .selectAll()
    .where('environment', '=', environment)
    .where('action', '=', action)
    .orderBy('attempt')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    attempt: row.attempt,
    at: instantFromMs(row.started_at_ms),
    ms: row.ended_at_ms === null ? null : row.ended_at_ms - row.started_at_ms,
    outcome: attemptOutcome(row.outcome, row.code),
    code: row.code,
    detail: row.detail ?? '',
  }));
}

/** An attempt that timed out or lost its connection may have acted: it is told apart from one that surely did not. */
function attemptOutcome(outcome: string, code: string | null): Attempt['outcome'] {
  if (outcome === 'done') return 'done';
  if (code === 'target-timeout' || code === 'target-lost') return 'ambiguous';
  const known = ['transient', 'permanent', 'ambiguous'] as const;
  const found = known.find((name) => name === outcome);
  if (found) return found;
  return outcome === 'failed' ? 'permanent' : outcome === 'retry' ? 'transient' : 'ambiguous';
}

/** Whether a person has asked for another attempt of this action. */
export async function wasRetriedByHand(database: Database, environment: string, id: string): Promise<boolean> {
  const row = await database.kysely
    .selectFrom('actions')
    .select('manual_retries')
    .where('environment', '=', environment)
    .where('id', '=', id)
    .executeTakeFirst();
  return (row?.manual_retries ?? 0) > 0;
}
