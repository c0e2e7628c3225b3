import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Schema } from '../database/index.ts';
import { deleteBacktestsOf } from './backtests.ts';
import { partUses } from './live-needs-reads.ts';
import type { Executor } from './statement.ts';

export type WorkflowRow = Selectable<Schema['workflows']>;
export type WorkflowVersionRow = Selectable<Schema['workflow_versions']>;

/** Inserts a workflow; false when its id is taken. */
export async function insertWorkflow(executor: Executor, row: Insertable<Schema['workflows']>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await executor
    .insertInto('workflows')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findWorkflowRow(executor: Executor, id: string): Promise<WorkflowRow | undefined> {
  return executor.selectFrom('workflows').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Reads a workflow and keeps others from changing it until the transaction ends. */
export async function lockWorkflow(transaction: Executor, id: string): Promise<WorkflowRow | undefined> {
  return transaction.selectFrom('workflows').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function updateWorkflow(
  executor: Executor,
  id: string,
  change: Updateable<Schema['workflows']>,
): Promise<void> {
  await executor.updateTable('workflows').set(change).where('id', '=', id).execute();
}

/** The ids among `<stem>` and `<stem>-<…>` that are taken, also by what an environment still knows. */
export async function takenIds(executor: Executor, stem: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    id: string;
  }>`SELECT id FROM workflows WHERE id = ${stem} OR starts_with(id, ${`${stem}-`})
    UNION SELECT workflow FROM versions WHERE workflow = ${stem} OR starts_with(workflow, ${`${stem}-`})`.execute(
    executor,
  );
  return new Set(rows.map((row) => row.id));
}

export async function insertWorkflowVersion(
  executor: Executor,
  row: Insertable<Schema['workflow_versions']>,
): Promise<void> {
  await executor.insertInto('workflow_versions').values(row).execute();
}

/** A version by its number. */
export async function findWorkflowVersion(
  executor: Executor,
  workflow: string,
  number: number,
): Promise<WorkflowVersionRow | undefined> {
  return executor
    .selectFrom('workflow_versions')
    .selectAll()
    .where('workflow', '=', workflow)
    .where('number', '=', number)
    .executeTakeFirst();
}

/** The last version with this content; the same content may have been saved again later. */
export async function findVersionByHash(
  executor: Executor,
  workflow: string,
  hash: string,
): Promise<WorkflowVersionRow | undefined> {
  return executor
    .selectFrom('workflow_versions')
    .selectAll()
    .where('workflow', '=', workflow)
    .where('hash', '=', hash)
    .orderBy('number', 'desc')
    .executeTakeFirst();
}

/** The version of a workflow that was saved last. */
export async function findNewestVersion(executor: Executor, workflow: string): Promise<WorkflowVersionRow | undefined> {
  return executor
    .selectFrom('workflow_versions')
    .selectAll()
    .where('workflow', '=', workflow)
    .orderBy('number', 'desc')
    .executeTakeFirst();
}

/** Removes a workflow with its versions and everybody's drafts. What environments decided with it they keep. */
export async function deleteWorkflow(transaction: Executor, id: string): Promise<void> {
  await deleteBacktestsOf(transaction, id);
  await transaction.deleteFrom('drafts').where('workflow', '=', id).execute();
  await transaction.deleteFrom('draft_tests').where('workflow', '=', id).execute();
  await transaction.deleteFrom('workflow_versions').where('workflow', '=', id).execute();
  await transaction.deleteFrom('workflows').where('id', '=', id).execute();
}

/** Where a workflow is live, also as a part of others, where runs of it are open, and which workflows are made of it. */
export async function usesOf(executor: Executor, workflow: string) {
  const live = await executor
    .selectFrom('live')
    .select('environment')
    .where('workflow', '=', workflow)
    .orderBy('environment')
    .execute();
  const openRuns = await executor
    .selectFrom('runs')
    .select(['environment', ({ fn }) => fn.countAll<number>().as('count')])
    .where('workflow', '=', workflow)
    .where('ended_at_ms', 'is', null)
    .groupBy('environment')
    .orderBy('environment')
    .execute();
  const inside = await partUses(executor, workflow);
  return {
    live: [...new Set([...live, ...inside].map((row) => row.environment))].sort(),
    openRuns,
    partOf: await callersOf(executor, workflow),
  };
}

/** The workflows whose newest version has a step that runs this one. */
async function callersOf(
  executor: Executor,
  workflow: string,
): Promise<readonly { readonly workflow: string; readonly name: string }[]> {
  const { rows } = await sql<{ workflow: string; name: string }>`SELECT w.id AS workflow, w.name
    FROM workflows w JOIN workflow_versions v ON v.workflow = w.id AND v.number = w.newest
    WHERE w.id <> ${workflow} AND EXISTS (
      SELECT FROM json_array_elements(v.graph::json -> 'nodes') AS step
      WHERE step ->> 'kind' = 'subflow' AND step -> 'config' ->> 'workflow' = ${workflow}
    ) ORDER BY w.id`.execute(executor);
  return rows;
}
