import type { BacktestUpload } from '@slipway/shared/api';
import { sql } from 'kysely';
import type { Executor } from './statement.ts';

/** A file as it is kept: what was found in it. */
export interface KeptUpload {
  readonly environment: string;
  readonly upload: BacktestUpload;
  readonly author: string;
  readonly createdAtMs: number;
}

/** Its pages follow. */
export async function insertUpload(
  transaction: Executor,
  { environment, upload, author, createdAtMs }: KeptUpload,
): Promise<void> {
  const content = JSON.stringify(upload);
  await transaction
    .insertInto('backtest_uploads')
    .values({ environment, id: upload.id, content, author, created_at_ms: createdAtMs })
    .execute();
}

export async function insertUploadPage(
  executor: Executor,
  place: { readonly environment: string; readonly upload: string; readonly page: number },
  records: string,
): Promise<void> {
  await executor
    .insertInto('backtest_upload_pages')
    .values({ ...place, records })
    .execute();
}

export async function findUpload(
  executor: Executor,
  environment: string,
  id: string,
): Promise<BacktestUpload | undefined> {
  const row = await executor
    .selectFrom('backtest_uploads')
    .select('content')
    .where('environment', '=', environment)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && (JSON.parse(row.content) as BacktestUpload);
}

/** One page of an upload's events; undefined behind the last one. */
export async function readUploadPage(
  executor: Executor,
  environment: string,
  at: { readonly upload: string; readonly page: number },
): Promise<string | undefined> {
  const row = await executor
    .selectFrom('backtest_upload_pages')
    .select('records')
    .where('environment', '=', environment)
    .where('upload', '=', at.upload)
    .where('page', '=', at.page)
    .executeTakeFirst();
  return row?.records;
}

/** Removes files that no backtest is of: those from before a moment, and all but the newest so many. */
export async function dropIdleUploads(
  transaction: Executor,
  environment: string,
  { beforeMs, keep }: { readonly beforeMs: number; readonly keep: number },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`DELETE FROM backtest_uploads u
    WHERE u.environment = ${environment}
      AND NOT EXISTS (SELECT 1 FROM backtests b WHERE b.environment = u.environment AND b.upload = u.id)
      AND (u.created_at_ms < ${beforeMs}::int8 OR u.id NOT IN (
        SELECT n.id FROM backtest_uploads n WHERE n.environment = ${environment} ORDER BY n.created_at_ms DESC LIMIT ${keep}
      ))
    RETURNING u.id`.execute(transaction);
  for (const { id } of rows)
    await transaction
      .deleteFrom('backtest_upload_pages')
      .where('environment', '=', environment)
      .where('upload', '=', id)
      .execute();
}
