import type { DeadLetterDetail, DeadLetterItem, DeadLetterQuery, Page } from '@slipway/shared/api';
import { instantFromMs } from '@slipway/shared/time';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database/index.ts';
import { reasonOf } from './actions-reads.ts';
import { literalPattern, pageOf, readCursor } from './page-cursor.ts';

const cursorKey = z.tuple([z.int(), z.string()]);
const COLUMNS = ['id', 'source', 'position', 'code', 'detail', 'at_ms', 'state', 'truncated'] as const;

interface DeadLetterRow {
  id: string;
  source: string;
  position: string;
  code: string;
  detail: string;
  at_ms: number;
  state: string;
  truncated: boolean;
  size: number;
}

/** Dead letters, newest first; without their bytes. */
export async function listDeadLetters(
  database: Database,
  environment: string,
  query: DeadLetterQuery,
): Promise<Page<DeadLetterItem>> {
  let rows = deadLetterRows(database, environment);
  if (query.state !== 'all') rows = rows.where('state', '=', query.state);
  if (query.code) rows = rows.where('code', '=', query.code);
  if (query.source) rows = rows.where('source', '=', query.source);
  const search = query.search?.trim();
  if (search) {
    const pattern = `%${literalPattern(search)}%`;
    rows = rows.where((where) =>
      where.or([where('detail', 'ilike', pattern), where('position', 'ilike', pattern), where('id', '=', search)]),
    );
  }
  if (query.cursor) {
    const [at, id] = readCursor(cursorKey, query.cursor);
    rows = rows.where((where) =>
      where.or([where('at_ms', '<', at), where.and([where('at_ms', '=', at), where('id', '>', id)])]),
    );
  }
  const found = await rows
    .orderBy('at_ms', 'desc')
    .orderBy('id')
    .limit(query.limit + 1)
    .execute();
  return pageOf(found, query.limit, (row) => [row.at_ms, row.id], deadLetterItem);
}

/** One dead letter with its bytes as they came; undefined when there is none of this id here. */
export async function findDeadLetter(
  database: Database,
  environment: string,
  id: string,
): Promise<DeadLetterDetail | undefined> {
  const row = await deadLetterRows(database, environment).select('bytes').where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const bytes = Buffer.from(row.bytes);
  return { ...deadLetterItem(row), base64: bytes.toString('base64'), text: textOf(bytes), truncated: row.truncated };
}

export async function countOpenDeadLetters(database: Database, environment: string): Promise<number> {
  const row = await database.kysely
    .selectFrom('dead_letters')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('environment', '=', environment)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return row.count;
}

function deadLetterRows(database: Database, environment: string) {
  return database.kysely
    .selectFrom('dead_letters')
    .select([...COLUMNS, sql<number>`octet_length(bytes)`.as('size')])
    .where('environment', '=', environment);
}

function deadLetterItem(row: DeadLetterRow): DeadLetterItem {
  const { title } = reasonOf(row.code, row.detail);
  return {
    id: row.id,
    at: instantFromMs(row.at_ms),
    source: row.source,
    position: row.position,
    code: row.code,
    title,
    detail: row.detail,
    bytes: row.size,
    state: row.state === 'open' ? 'open' : 'retried',
    retriedAt: null,
  };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
