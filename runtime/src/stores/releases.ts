import { type Insertable, sql } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Executor } from './statement.ts';

/** A version of a workflow as text. */
export interface VersionText {
  readonly workflow: string;
  readonly version: string;
  readonly graph: string;
}

/**
 * Stores a version under this number, or else under the next one of its workflow here. One that is there stays as it is,
 * but for a number that is given.
 */
export async function saveVersion(
  executor: Executor,
  row: Omit<Insertable<Schema['versions']>, 'number'>,
  number?: number,
): Promise<void> {
  await sql`INSERT INTO versions (environment, workflow, version, number, name, graph, created_at_ms)
    SELECT ${row.environment}, ${row.workflow}, ${row.version}, COALESCE(${number ?? null}::int4, max(number) + 1, 1),
      ${row.name}, ${row.graph}, ${row.created_at_ms}::int8
    FROM versions WHERE environment = ${row.environment} AND workflow = ${row.workflow}
    ON CONFLICT (environment, workflow, version)
      DO UPDATE SET number = COALESCE(${number ?? null}::int4, versions.number)`.execute(executor);
}

/** The numbers of an environment's versions, by `<workflow> <version>`. */
export async function numbersOfVersions(executor: Executor, environment: string): Promise<ReadonlyMap<string, number>> {
  const rows = await executor
    .selectFrom('versions')
    .select(['workflow', 'version', 'number'])
    .where('environment', '=', environment)
    .execute();
  return new Map(rows.map((row) => [`${row.workflow} ${row.version}`, row.number]));
}

export async function listVersionTexts(executor: Executor, environment: string): Promise<readonly VersionText[]> {
  return executor
    .selectFrom('versions')
    .select(['workflow', 'version', 'graph'])
    .where('environment', '=', environment)
    .execute();
}

export async function findVersionText(executor: Executor, environment: string, workflow: string, version: string) {
  return executor
    .selectFrom('versions')
    .select(['workflow', 'version', 'graph'])
    .where('environment', '=', environment)
    .where('workflow', '=', workflow)
    .where('version', '=', version)
    .executeTakeFirst();
}

/** The content of a live set as canonical JSON. */
export async function findLiveSet(executor: Executor, environment: string, id: string): Promise<string | undefined> {
  const row = await executor
    .selectFrom('live_sets')
    .select('content')
    .where('environment', '=', environment)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.content;
}

/** The id of the live set with this number. */
export async function liveSetOfNumber(
  executor: Executor,
  environment: string,
  number: number,
): Promise<string | undefined> {
  const row = await executor
    .selectFrom('live_sets')
    .select('id')
    .where('environment', '=', environment)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.id;
}

/** The number that the next live set of an environment gets. */
export async function nextLiveSetNumber(executor: Executor, environment: string): Promise<number> {
  const row = await executor
    .selectFrom('live_sets')
    .select((select) => select.fn.max('number').as('number'))
    .where('environment', '=', environment)
    .executeTakeFirst();
  return (row?.number ?? 0) + 1;
}

/** What goes live, with the environment's rows that say so. */
export interface Going {
  readonly environment: string;
  readonly id: string;
  readonly number: number;
  readonly content: string;
  readonly atMs: number;
  readonly workflows: readonly { readonly workflow: string; readonly version: string; readonly paused: boolean }[];
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Replaces what an environment runs; belongs in one transaction with the announcement to its partitions. */
export async function replaceLive(transaction: Executor, going: Going): Promise<void> {
  const { environment, id, number, content, atMs } = going;
  await transaction.insertInto('live_sets').values({ environment, id, number, content, created_at_ms: atMs }).execute();
  const before = await transaction.selectFrom('live').selectAll().where('environment', '=', environment).execute();
  await transaction.deleteFrom('live').where('environment', '=', environment).execute();
  for (const { workflow, version, paused } of going.workflows) {
    const same = before.find((row) => row.workflow === workflow && row.version === version);
    const since_ms = same?.since_ms ?? atMs;
    await transaction.insertInto('live').values({ environment, workflow, version, paused, since_ms }).execute();
  }
  await transaction.deleteFrom('variables').where('environment', '=', environment).execute();
  for (const [name, value] of Object.entries(going.variables)) {
    await transaction
      .insertInto('variables')
      .values({ environment, name, value: JSON.stringify(value) })
      .execute();
  }
  await transaction.updateTable('environments').set({ live_set: id }).where('id', '=', environment).execute();
}
