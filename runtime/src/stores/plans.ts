import type { Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../database/index.ts';
import { pageOf, readCursor } from './page-cursor.ts';
import type { Executor } from './statement.ts';

export type PlanRow = Selectable<Schema['plans']>;
export type ApprovalRow = Selectable<Schema['approvals']>;

export async function insertPlan(transaction: Executor, row: Insertable<Schema['plans']>): Promise<void> {
  await transaction.insertInto('plans').values(row).execute();
}

export async function findPlan(executor: Executor, environment: string, id: string): Promise<PlanRow | undefined> {
  return executor
    .selectFrom('plans')
    .selectAll()
    .where('environment', '=', environment)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The same, locked until the transaction ends. */
export async function lockPlan(transaction: Executor, environment: string, id: string): Promise<PlanRow | undefined> {
  return transaction
    .selectFrom('plans')
    .selectAll()
    .where('environment', '=', environment)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Plans that nobody applied or withdrew yet; some of them may have become stale. */
export async function openPlans(executor: Executor, environment: string): Promise<readonly PlanRow[]> {
  return executor
    .selectFrom('plans')
    .selectAll()
    .where('environment', '=', environment)
    .where('state', '=', 'open')
    .orderBy('created_at_ms', 'desc')
    .orderBy('id')
    .execute();
}

const planCursor = z.tuple([z.int(), z.string()]);

/** Plans of an environment, newest first. */
export async function listPlans(
  executor: Executor,
  environment: string,
  query: { readonly state: 'open' | 'all'; readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: PlanRow[]; next: string | null }> {
  let select = executor.selectFrom('plans').selectAll().where('environment', '=', environment);
  if (query.state === 'open') select = select.where('state', '=', 'open');
  if (query.cursor !== undefined) {
    const [at, id] = readCursor(planCursor, query.cursor);
    select = select.where(({ eb, and, or }) =>
      or([eb('created_at_ms', '<', at), and([eb('created_at_ms', '=', at), eb('id', '>', id)])]),
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

/** Ends an open plan; false when it was no longer open. */
export async function closePlan(
  transaction: Executor,
  plan: { readonly environment: string; readonly id: string },
  state: 'applied' | 'withdrawn' | 'superseded',
  atMs: number,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('plans')
    .set({ state, closed_at_ms: atMs })
    .where('environment', '=', plan.environment)
    .where('id', '=', plan.id)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Keeps what was found when the plan was looked at again. */
export async function saveChecks(
  executor: Executor,
  plan: { readonly environment: string; readonly id: string },
  checks: string,
  atMs: number,
): Promise<void> {
  await executor
    .updateTable('plans')
    .set({ checks, checked_at_ms: atMs })
    .where('environment', '=', plan.environment)
    .where('id', '=', plan.id)
    .where('state', '=', 'open')
    .execute();
}

/** Approvals of a plan, the oldest first. */
export async function listApprovals(
  executor: Executor,
  environment: string,
  plan: string,
): Promise<readonly ApprovalRow[]> {
  return executor
    .selectFrom('approvals')
    .selectAll()
    .where('environment', '=', environment)
    .where('plan', '=', plan)
    .orderBy('at_ms')
    .orderBy('approver')
    .execute();
}

/** Keeps an approval; false when this person had approved before. */
export async function saveApproval(transaction: Executor, row: ApprovalRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('approvals')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Takes an approval back; false when there was none. */
export async function deleteApproval(
  transaction: Executor,
  plan: { readonly environment: string; readonly id: string },
  approver: string,
): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom('approvals')
    .where('environment', '=', plan.environment)
    .where('plan', '=', plan.id)
    .where('approver', '=', approver)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}
