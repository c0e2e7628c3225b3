import { type Insertable, type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../database/index.ts';
import { deleteBacktestSubjects } from './backtest-subjects.ts';
import { pageOf, readCursor } from './page-cursor.ts';
import type { Executor } from './statement.ts';

export type BacktestRow = Selectable<Schema['backtests']>;
/** A row without its graphs and its report, which are long. */
export type BacktestHead = Omit<BacktestRow, 'content' | 'report'>;

/** Which backtest; without `workflow`, whosever it is. */
export interface BacktestName {
  readonly environment: string;
  readonly id: string;
  readonly workflow?: string;
}

const HEAD = [
  'environment',
  'id',
  'workflow',
  'name',
  'state',
  'after_hash',
  'before_hash',
  'draft',
  'upload',
  'request',
  'verdicts',
  'events',
  'events_of',
  'author',
  'author_name',
  'created_at_ms',
  'started_at_ms',
  'ended_at_ms',
  'code',
  'detail',
  'owner',
  'until_ms',
  'changed_at_ms',
] as const satisfies readonly (keyof BacktestHead)[];

// The database's clock alone: those of the processes may differ.
const nowMs = sql<number>`(extract(epoch FROM clock_timestamp()) * 1000)::int8`;

export async function insertBacktest(
  transaction: Executor,
  row: Omit<Insertable<Schema['backtests']>, 'changed_at_ms'>,
): Promise<void> {
  await transaction
    .insertInto('backtests')
    .values({ ...row, changed_at_ms: nowMs })
    .execute();
}

export async function findBacktest(
  executor: Executor,
  { environment, id, workflow }: BacktestName,
): Promise<BacktestRow | undefined> {
  const select = executor
    .selectFrom('backtests')
    .selectAll()
    .where('environment', '=', environment)
    .where('id', '=', id);
  return (workflow === undefined ? select : select.where('workflow', '=', workflow)).executeTakeFirst();
}

const cursor = z.tuple([z.int(), z.string()]);

/** The backtests of a workflow, newest first. */
export async function listBacktests(
  executor: Executor,
  at: { readonly environment: string; readonly workflow: string },
  query: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: BacktestHead[]; next: string | null }> {
  let select = executor
    .selectFrom('backtests')
    .select(HEAD)
    .where('environment', '=', at.environment)
    .where('workflow', '=', at.workflow);
  if (query.cursor !== undefined) {
    const [atMs, id] = readCursor(cursor, query.cursor);
    select = select.where(({ or, and, eb }) =>
      or([eb('created_at_ms', '<', atMs), and([eb('created_at_ms', '=', atMs), eb('id', '>', id)])]),
    );
  }
  const rows = await select
    .orderBy('created_at_ms', 'desc')
    .orderBy('id')
    .limit(query.limit + 1)
    .execute();
  return pageOf(
    rows,
    query.limit,
    (row) => [row.created_at_ms, row.id],
    (row) => row,
  );
}

/** The numbers of a workflow's versions in the library, by the hash of their content. */
export async function versionNumbers(executor: Executor, workflow: string): Promise<ReadonlyMap<string, number>> {
  const rows = await executor
    .selectFrom('workflow_versions')
    .select(['hash', 'number'])
    .where('workflow', '=', workflow)
    .orderBy('number', 'desc')
    .execute();
  return new Map(rows.map(({ hash, number }) => [hash, number]));
}

/** How many of an environment wait or run. */
export async function countOpenBacktests(executor: Executor, environment: string): Promise<number> {
  const { count } = await executor
    .selectFrom('backtests')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('environment', '=', environment)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Takes the one that has waited longest for this process; undefined where none waits. */
export async function claimBacktest(
  executor: Executor,
  owner: string,
  forMs: number,
  startedAtMs: number,
): Promise<BacktestRow | undefined> {
  const { rows } = await sql<BacktestRow>`UPDATE backtests
    SET state = 'running', owner = ${owner}, until_ms = ${nowMs} + ${forMs}::int8,
      started_at_ms = ${startedAtMs}::int8, changed_at_ms = ${nowMs}
    WHERE (environment, id) = (
      SELECT environment, id FROM backtests WHERE state = 'queued' ORDER BY created_at_ms, id LIMIT 1 FOR UPDATE SKIP LOCKED
    ) RETURNING *`.execute(executor);
  return rows[0];
}

/** Who plays it. */
export interface Playing extends BacktestName {
  readonly owner: string;
}

/** Says that it goes on, and how far it is; false where it is no longer this process's to play. */
export async function renewBacktest(
  executor: Executor,
  { environment, id, owner }: Playing,
  { events, of }: { readonly events: number; readonly of: number | null },
  forMs: number,
): Promise<boolean> {
  const { rows } = await sql`UPDATE backtests
    SET events = ${events}::int8, events_of = ${of}::int8, until_ms = ${nowMs} + ${forMs}::int8, changed_at_ms = ${nowMs}
    WHERE environment = ${environment} AND id = ${id} AND owner = ${owner} AND state = 'running'
    RETURNING 1`.execute(executor);
  return rows.length > 0;
}

/** Ends it; false where it is no longer this process's to end. */
export async function endBacktest(
  executor: Executor,
  { environment, id, owner }: Playing,
  end: Pick<BacktestRow, 'state' | 'verdicts' | 'report' | 'code' | 'detail' | 'events' | 'events_of' | 'ended_at_ms'>,
): Promise<boolean> {
  const { numUpdatedRows } = await executor
    .updateTable('backtests')
    .set({ ...end, owner: null, until_ms: null, changed_at_ms: nowMs })
    .where('environment', '=', environment)
    .where('id', '=', id)
    .where('owner', '=', owner)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Gives back what is not done, for whoever plays next. */
export async function releaseBacktest(executor: Executor, { environment, id, owner }: Playing): Promise<void> {
  await executor
    .updateTable('backtests')
    .set({ state: 'queued', owner: null, until_ms: null, started_at_ms: null, events: 0, changed_at_ms: nowMs })
    .where('environment', '=', environment)
    .where('id', '=', id)
    .where('owner', '=', owner)
    .where('state', '=', 'running')
    .execute();
}

/** Cancels what waits or runs; whoever plays it finds out. False where it is over. */
export async function cancelBacktest(
  executor: Executor,
  { environment, id }: BacktestName,
  endedAtMs: number,
): Promise<boolean> {
  const { numUpdatedRows } = await executor
    .updateTable('backtests')
    .set({ state: 'cancelled', owner: null, until_ms: null, ended_at_ms: endedAtMs, changed_at_ms: nowMs })
    .where('environment', '=', environment)
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Marks as failed what a process that is gone was playing; with `alone`, whatever this process, the only one there is, does
 * not play itself.
 */
export async function interruptLost(
  executor: Executor,
  { owner, alone, endedAtMs }: { readonly owner: string; readonly alone: boolean; readonly endedAtMs: number },
): Promise<readonly BacktestName[]> {
  const lost = alone ? sql`owner IS DISTINCT FROM ${owner}` : sql`until_ms < ${nowMs}`;
  const { rows } = await sql<{ environment: string; id: string }>`UPDATE backtests
    SET state = 'failed', code = 'interrupted', detail = '', owner = NULL, until_ms = NULL,
      ended_at_ms = ${endedAtMs}::int8, changed_at_ms = ${nowMs}
    WHERE state = 'running' AND ${lost}
    RETURNING environment, id`.execute(executor);
  return rows;
}

/** When the last change was, by the database's clock; 0 where there was none. */
export async function lastBacktestChange(executor: Executor): Promise<number> {
  const { last } = await executor
    .selectFrom('backtests')
    .select(({ fn }) => fn.max<number | null>('changed_at_ms').as('last'))
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

/** What has changed behind a moment of the database's clock, oldest first. */
export async function backtestsChangedSince(
  executor: Executor,
  sinceMs: number,
): Promise<readonly { readonly environment: string; readonly id: string; readonly changed_at_ms: number }[]> {
  return executor
    .selectFrom('backtests')
    .select(['environment', 'id', 'changed_at_ms'])
    .where('changed_at_ms', '>', sinceMs)
    .orderBy('changed_at_ms')
    .execute();
}

/** The newest one that is done and compared just these versions. */
export async function findBacktestOf(
  executor: Executor,
  versions: {
    readonly environment: string;
    readonly workflow: string;
    readonly after: string;
    readonly before: string | null;
  },
): Promise<Pick<BacktestRow, 'id' | 'verdicts' | 'ended_at_ms'> | undefined> {
  const select = executor
    .selectFrom('backtests')
    .select(['id', 'verdicts', 'ended_at_ms'])
    .where('environment', '=', versions.environment)
    .where('workflow', '=', versions.workflow)
    .where('after_hash', '=', versions.after)
    .where('state', '=', 'done')
    .orderBy('created_at_ms', 'desc');
  const { before } = versions;
  return (
    before === null ? select.where('before_hash', 'is', null) : select.where('before_hash', '=', before)
  ).executeTakeFirst();
}

/** Removes one that is over, with its subjects. */
export async function deleteBacktest(transaction: Executor, { environment, id }: BacktestName): Promise<void> {
  await deleteBacktestSubjects(transaction, { environment, backtest: id });
  await transaction.deleteFrom('backtests').where('environment', '=', environment).where('id', '=', id).execute();
}

/** Removes every backtest of a workflow, in all environments. */
export async function deleteBacktestsOf(transaction: Executor, workflow: string): Promise<void> {
  await sql`DELETE FROM backtest_subjects s USING backtests b
    WHERE s.environment = b.environment AND s.backtest = b.id AND b.workflow = ${workflow}`.execute(transaction);
  await transaction.deleteFrom('backtests').where('workflow', '=', workflow).execute();
}

/** Keeps so many of those of a workflow that are over, and removes the older ones. */
export async function trimBacktests(
  transaction: Executor,
  at: { readonly environment: string; readonly workflow: string },
  keep: number,
): Promise<void> {
  const old = await transaction
    .selectFrom('backtests')
    .select(['environment', 'id'])
    .where('environment', '=', at.environment)
    .where('workflow', '=', at.workflow)
    .where('state', 'not in', ['queued', 'running'])
    .orderBy('created_at_ms', 'desc')
    .orderBy('id')
    .offset(keep)
    .execute();
  for (const each of old) await deleteBacktest(transaction, each);
}
