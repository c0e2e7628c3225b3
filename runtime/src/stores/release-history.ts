import type { ReleaseKind } from '@slipway/shared/api';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../database/index.ts';
import { pageOf, readCursor } from './page-cursor.ts';
import type { Executor } from './statement.ts';

/** Why what is live changes. */
export interface Cause {
  readonly kind: ReleaseKind;
  readonly by: { readonly id: string; readonly name: string };
  readonly plan?: string;
  readonly note?: string;
}

/** A change of what an environment runs, as it is written to its history. */
export interface ReleaseEntry {
  readonly environment: string;
  readonly number: number;
  readonly liveSet: string;
  readonly cause: Cause;
  readonly changes: readonly ReleaseChange[];
  readonly atMs: number;
}

/** From which version to which; null stands for not running. */
export interface ReleaseChange {
  readonly workflow: string;
  readonly from: number | null;
  readonly to: number | null;
}

export async function appendRelease(transaction: Executor, entry: ReleaseEntry): Promise<void> {
  const { environment, number, liveSet, cause, changes, atMs } = entry;
  await transaction
    .insertInto('releases')
    .values({
      environment,
      number,
      live_set: liveSet,
      kind: cause.kind,
      plan: cause.plan ?? null,
      author: cause.by.id,
      author_name: cause.by.name,
      note: cause.note ?? '',
      changes: JSON.stringify(changes),
      at_ms: atMs,
    })
    .execute();
}

export type ReleaseRow = Selectable<Schema['releases']>;

const releaseCursor = z.tuple([z.int()]);

/** What an environment was given to run, newest first. */
export async function listReleases(
  executor: Executor,
  environment: string,
  query: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: ReleaseRow[]; next: string | null }> {
  let select = executor.selectFrom('releases').selectAll().where('environment', '=', environment);
  if (query.cursor !== undefined) select = select.where('number', '<', readCursor(releaseCursor, query.cursor)[0]);
  const rows = await select
    .orderBy('number', 'desc')
    .limit(query.limit + 1)
    .execute();
  return pageOf(
    rows,
    query.limit,
    (row) => [row.number],
    (row) => row,
  );
}

export async function findRelease(
  executor: Executor,
  environment: string,
  number: number,
): Promise<ReleaseRow | undefined> {
  return executor
    .selectFrom('releases')
    .selectAll()
    .where('environment', '=', environment)
    .where('number', '=', number)
    .executeTakeFirst();
}

/** The last release that changed which versions run. */
export async function lastVersionChange(executor: Executor, environment: string): Promise<ReleaseRow | undefined> {
  return executor
    .selectFrom('releases')
    .selectAll()
    .where('environment', '=', environment)
    .where('changes', '<>', '[]')
    .orderBy('number', 'desc')
    .executeTakeFirst();
}

/** The digest of the setup that was applied last. */
export async function lastSetupDigest(executor: Executor, environment: string): Promise<string | undefined> {
  const row = await executor
    .selectFrom('applied_setups')
    .select('digest')
    .where('environment', '=', environment)
    .executeTakeFirst();
  return row?.digest;
}

export async function saveSetupDigest(executor: Executor, environment: string, digest: string): Promise<void> {
  await executor
    .insertInto('applied_setups')
    .values({ environment, digest })
    .onConflict((conflict) => conflict.column('environment').doUpdateSet({ digest }))
    .execute();
}
