import type { Executor } from './statement.ts';

/** A version that an environment has run at some time. */
export interface InstalledVersion {
  readonly environment: string;
  readonly workflow: string;
  readonly version: string;
  readonly number: number;
}

/** A version that an environment runs. */
export interface LiveVersionRow {
  readonly environment: string;
  readonly workflow: string;
  readonly version: string;
  readonly paused: boolean;
  readonly sinceMs: number;
}

/** Every version that any environment has run. */
export async function listInstalled(executor: Executor): Promise<readonly InstalledVersion[]> {
  return executor.selectFrom('versions').select(['environment', 'workflow', 'version', 'number']).execute();
}

/** What every environment runs. */
export async function listLive(executor: Executor): Promise<readonly LiveVersionRow[]> {
  const rows = await executor.selectFrom('live').selectAll().execute();
  return rows.map(({ since_ms, ...row }) => ({ ...row, sinceMs: since_ms }));
}

/** The workflows of the library, by id. */
export async function listLibrary(executor: Executor) {
  return executor
    .selectFrom('workflows')
    .select(['id', 'name', 'tags', 'newest', 'archived'])
    .where('newest', '>', 0)
    .orderBy('id')
    .execute();
}

/** Who saved the versions of a workflow after one number and up to another. */
export async function authorsBetween(
  executor: Executor,
  workflow: string,
  after: number,
  upTo: number,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const rows = await executor
    .selectFrom('workflow_versions')
    .select(['author_id', 'author'])
    .distinct()
    .where('workflow', '=', workflow)
    .where('number', '>', after)
    .where('number', '<=', upTo)
    .orderBy('author_id')
    .execute();
  return rows.map((row) => ({ id: row.author_id, name: row.author }));
}

/** Who made these tokens: what a program saved is its owner's work. */
export async function ownersOfTokens(executor: Executor, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rows = await executor.selectFrom('tokens').select('owner').where('id', 'in', ids).execute();
  return rows.map((row) => row.owner);
}

/** Open runs of these workflows, by version. */
export async function countOpenRuns(executor: Executor, environment: string, workflows: readonly string[]) {
  if (workflows.length === 0) return [];
  return executor
    .selectFrom('runs')
    .select(['workflow', 'version', ({ fn }) => fn.countAll<number>().as('open')])
    .where('environment', '=', environment)
    .where('ended_at_ms', 'is', null)
    .where('workflow', 'in', workflows)
    .groupBy(['workflow', 'version'])
    .orderBy('workflow')
    .orderBy('version')
    .execute();
}

/** Open exceptions that these workflows opened. */
export async function countOpenExceptions(executor: Executor, environment: string, workflows: readonly string[]) {
  if (workflows.length === 0) return [];
  return executor
    .selectFrom('exceptions')
    .select(['workflow', ({ fn }) => fn.countAll<number>().as('open')])
    .where('environment', '=', environment)
    .where('open', '=', true)
    .where('workflow', 'in', workflows)
    .groupBy('workflow')
    .orderBy('workflow')
    .execute();
}

export async function countSubjects(executor: Executor, environment: string, kinds: readonly string[]) {
  if (kinds.length === 0) return 0;
  const row = await executor
    .selectFrom('subjects')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('environment', '=', environment)
    .where('kind', 'in', kinds)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The ids of subjects of these kinds, the last changed first. */
export async function latestSubjects(
  executor: Executor,
  environment: string,
  kinds: readonly string[],
  limit: number,
): Promise<readonly string[]> {
  if (kinds.length === 0) return [];
  const rows = await executor
    .selectFrom('subjects')
    .select('subject')
    .where('environment', '=', environment)
    .where('kind', 'in', kinds)
    .orderBy('updated_at_ms', 'desc')
    .orderBy('subject')
    .limit(limit)
    .execute();
  return rows.map((row) => row.subject);
}

/** The engine's records of these subjects, as text. */
export async function recordsOf(executor: Executor, environment: string, subjects: readonly string[]) {
  if (subjects.length === 0) return [];
  return executor
    .selectFrom('subjects')
    .select(['subject', 'record'])
    .where('environment', '=', environment)
    .where('subject', 'in', subjects)
    .execute();
}
