import type { ReferenceVersion } from '@slipway/shared/api';
import type { Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../database/index.ts';
import { pageOf, readCursor } from './page-cursor.ts';
import type { Executor } from './statement.ts';

export type ReferenceVersionRow = Selectable<Schema['reference_versions']>;

/** The canonical text of a reference by its hash; undefined where the environment never had it. */
export async function findReferenceContent(
  executor: Executor,
  environment: string,
  hash: string,
): Promise<string | undefined> {
  const row = await executor
    .selectFrom('reference_contents')
    .select('content')
    .where('environment', '=', environment)
    .where('hash', '=', hash)
    .executeTakeFirst();
  return row?.content;
}

/** Keeps a content; the same one again is kept once. */
export async function saveReferenceContent(
  executor: Executor,
  row: Insertable<Schema['reference_contents']>,
): Promise<void> {
  await executor
    .insertInto('reference_contents')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Writes the next version of a reference into its history; answers its number. */
export async function appendReferenceVersion(
  transaction: Executor,
  row: Omit<Insertable<Schema['reference_versions']>, 'version'>,
): Promise<number> {
  const newest = await newestReferenceVersion(transaction, row.environment, row.reference);
  const version = (newest?.version ?? 0) + 1;
  await transaction
    .insertInto('reference_versions')
    .values({ ...row, version })
    .execute();
  return version;
}

export async function newestReferenceVersion(
  executor: Executor,
  environment: string,
  reference: string,
): Promise<ReferenceVersionRow | undefined> {
  return executor
    .selectFrom('reference_versions')
    .selectAll()
    .where('environment', '=', environment)
    .where('reference', '=', reference)
    .orderBy('version', 'desc')
    .executeTakeFirst();
}

export async function findReferenceVersion(
  executor: Executor,
  environment: string,
  reference: string,
  version: number,
): Promise<ReferenceVersionRow | undefined> {
  return executor
    .selectFrom('reference_versions')
    .selectAll()
    .where('environment', '=', environment)
    .where('reference', '=', reference)
    .where('version', '=', version)
    .executeTakeFirst();
}

/** The last version of a reference with this content. */
export async function findVersionOfContent(
  executor: Executor,
  environment: string,
  reference: string,
  hash: string,
): Promise<number | undefined> {
  const row = await executor
    .selectFrom('reference_versions')
    .select((select) => select.fn.max('version').as('version'))
    .where('environment', '=', environment)
    .where('reference', '=', reference)
    .where('hash', '=', hash)
    .executeTakeFirst();
  return row?.version ?? undefined;
}

/** The newest version of every reference that an environment has or had, in order of their ids. */
export async function listNewestReferences(
  executor: Executor,
  environment: string,
): Promise<readonly ReferenceVersionRow[]> {
  return executor
    .selectFrom('reference_versions')
    .selectAll()
    .where('environment', '=', environment)
    .distinctOn('reference')
    .orderBy('reference')
    .orderBy('version', 'desc')
    .execute();
}

const versionCursor = z.tuple([z.int()]);

/** The history of a reference, newest first. */
export async function listReferenceVersions(
  executor: Executor,
  at: { readonly environment: string; readonly reference: string },
  query: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: ReferenceVersionRow[]; next: string | null }> {
  let select = executor
    .selectFrom('reference_versions')
    .selectAll()
    .where('environment', '=', at.environment)
    .where('reference', '=', at.reference);
  if (query.cursor !== undefined) select = select.where('version', '<', readCursor(versionCursor, query.cursor)[0]);
  const rows = await select
    .orderBy('version', 'desc')
    .limit(query.limit + 1)
    .execute();
  return pageOf(
    rows,
    query.limit,
    (row) => [row.version],
    (row) => row,
  );
}

/** What a list shows of a content. */
export type ReferenceFace = Pick<ReferenceVersion, 'kind' | 'title' | 'rows'> & {
  readonly columns: { name: string; type: 'text' | 'number' | 'boolean' | 'instant' | 'duration' }[];
  readonly key: string[];
  readonly factors: string[];
};
