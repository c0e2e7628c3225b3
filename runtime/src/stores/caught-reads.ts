import type { OutboxItem, OutboxQuery, Page } from '@slipway/shared/api';
import { instantFromMs } from '@slipway/shared/time';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database/index.ts';
import type { CaughtTable } from '../database/product-schema.ts';
import type { CaughtCall, CaughtCallAnswer, CaughtMail, CaughtMailAnswer } from './documents.ts';
import { pageOf, readCursor } from './page-cursor.ts';
import { type SubjectFace, subjectFaces } from './subject-face.ts';

const cursorKey = z.tuple([z.int()]);

/** What an environment would have sent and caught instead, newest first. */
export async function listCaught(
  database: Database,
  environment: string,
  query: OutboxQuery,
): Promise<Page<OutboxItem>> {
  let rows = database.kysely.selectFrom('caught').selectAll().where('environment', '=', environment);
  if (query.kind) rows = rows.where('kind', '=', query.kind);
  if (query.cursor) rows = rows.where('id', '<', readCursor(cursorKey, query.cursor)[0]);
  const found = await rows
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const face = await subjectFaces(database, environment, found.map((row) => row.subject).filter(Boolean));
  return pageOf(
    found,
    query.limit,
    (row) => [row.id],
    (row) => outboxItem(row, face(row.subject)),
  );
}

export async function countCaught(database: Database, environment: string): Promise<number> {
  const row = await database.kysely
    .selectFrom('caught')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('environment', '=', environment)
    .executeTakeFirstOrThrow();
  return row.count;
}

function outboxItem(row: Selectable<CaughtTable>, face: SubjectFace): OutboxItem {
  const common = {
    id: String(row.id),
    at: instantFromMs(row.at_ms),
    connection: row.slot,
    summary: row.summary,
    subject: row.subject || null,
    subjectLabel: row.subject ? face.label : null,
    actionId: row.action || null,
  };
  if (row.kind === 'mail') {
    const request = JSON.parse(row.request) as CaughtMail;
    const answer = JSON.parse(row.answer) as CaughtMailAnswer;
    return { ...common, kind: 'mail', request: { ...request, to: [...request.to] }, answer };
  }
  const request = JSON.parse(row.request) as CaughtCall;
  const answer = JSON.parse(row.answer) as CaughtCallAnswer;
  return { ...common, kind: 'call', request: { ...request, headers: { ...request.headers } }, answer };
}
