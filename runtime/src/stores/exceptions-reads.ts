import type { ExceptionItem, ExceptionQuery, ExceptionState, Page } from '@slipway/shared/api';
import { complete, type ExceptionRecord } from '@slipway/shared/engine';
import { instantFromMs, instantToMs } from '@slipway/shared/time';
import { type SelectQueryBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Database, Schema } from '../database/index.ts';
import { answerByMs } from './answer-by.ts';
import { literalPattern, pageOf, readCursor } from './page-cursor.ts';
import { type SubjectFace, subjectFaces } from './subject-face.ts';
import { matchesSubject } from './subject-search.ts';
import { type NameVersion, nameVersions } from './versions-reads.ts';

const cursorKey = z.tuple([z.int(), z.int(), z.int(), z.string()]);

type Rows = SelectQueryBuilder<Schema, 'exceptions', { record: string; cause: string | null }>;

/** The inbox: by priority, then by when an answer is due, then newest first. */
export async function listExceptions(
  database: Database,
  environment: string,
  query: ExceptionQuery,
): Promise<Page<ExceptionItem>> {
  let rows = inState(exceptionRows(database, environment), query.state);
  if (query.severity) rows = rows.where('severity', '=', query.severity);
  if (query.workflow) rows = rows.where('workflow', '=', query.workflow);
  if (query.breached) rows = rows.where('breached', '=', query.breached === 'true');
  if (query.answerBefore) rows = rows.where('answer_by_ms', '<', instantToMs(query.answerBefore));
  if (query.assignee) rows = rows.where('assignee', '=', query.assignee);
  if (query.parent) rows = belongingTo(rows, environment, query.parent);
  const search = query.search?.trim();
  if (search) {
    rows = rows.where((where) =>
      where.or([
        where('title', 'ilike', `%${literalPattern(search)}%`),
        matchesSubject(where.ref('exceptions.subject'), environment, search),
      ]),
    );
  }
  if (query.cursor) {
    const [priority, due, detected, id] = readCursor(cursorKey, query.cursor);
    // Where one of the orders goes up and another goes down, rows cannot be compared as wholes.
    rows = rows.where(sql<boolean>`(priority < ${priority} OR (priority = ${priority} AND (answer_by_ms > ${due}
      OR (answer_by_ms = ${due} AND (detected_at_ms < ${detected} OR (detected_at_ms = ${detected} AND id > ${id}))))))`);
  }
  const found = await rows
    .select(['priority', 'answer_by_ms', 'detected_at_ms', 'id', 'subject'])
    .orderBy('priority', 'desc')
    .orderBy('answer_by_ms')
    .orderBy('detected_at_ms', 'desc')
    .orderBy('id')
    .limit(query.limit + 1)
    .execute();
  const name = await nameVersions(database, environment);
  const face = await subjectFaces(
    database,
    environment,
    found.map((row) => row.subject),
  );
  return pageOf(
    found,
    query.limit,
    (row) => [row.priority, row.answer_by_ms, row.detected_at_ms, row.id],
    (row) => exceptionItem(recordOf(row), row.cause, name, face(row.subject)),
  );
}

/** Every exception of a subject, newest first; at most 200. */
export async function exceptionsOf(database: Database, environment: string, subject: string): Promise<ExceptionItem[]> {
  const rows = await exceptionRows(database, environment)
    .where('subject', '=', subject)
    .orderBy('detected_at_ms', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();
  const name = await nameVersions(database, environment);
  const face = await subjectFaces(database, environment, [subject]);
  return rows.map((row) => exceptionItem(recordOf(row), row.cause, name, face(subject)));
}

/** One exception; undefined when there is none of this id here. */
export async function findException(
  database: Database,
  environment: string,
  id: string,
): Promise<{ readonly record: ExceptionRecord; readonly cause: string | null } | undefined> {
  const row = await exceptionRows(database, environment).where('id', '=', id).executeTakeFirst();
  return row && { record: recordOf(row), cause: row.cause };
}

export function exceptionItem(
  record: ExceptionRecord,
  cause: string | null,
  name: NameVersion,
  face: SubjectFace,
): ExceptionItem {
  const answerBy = answerByMs(record);
  return {
    id: record.id,
    type: record.type,
    severity: record.severity,
    state: stateOf(record, cause),
    revision: record.revision,
    title: record.title,
    subject: record.subject,
    subjectLabel: face.label,
    context: face.context,
    workflow: name(record.workflow, record.version),
    detectedAt: record.detectedAt,
    occurredAt: record.occurredAt,
    lastSeenAt: record.lastSeenAt,
    count: record.count,
    assignee: record.assignee,
    answerBy: answerBy === undefined ? null : instantFromMs(answerBy),
    priority: record.priority,
    impact: record.impact,
    breached: [...record.breached],
    until: record.until,
    clearsAt: record.clearing?.at ?? null,
  };
}

/** The state for people: what evidence disproved is `retracted`, what else closed by itself `auto-cleared`. */
export function stateOf(record: ExceptionRecord, cause: string | null): ExceptionState {
  if (record.state !== 'auto-cleared') return record.state;
  return (record.closing?.cause ?? cause) === 'retracted' ? 'retracted' : 'auto-cleared';
}

function exceptionRows(database: Database, environment: string): Rows {
  return database.kysely
    .selectFrom('exceptions')
    .select(['record', 'cause'])
    .where('exceptions.environment', '=', environment);
}

/** Cases that name the reference of this one. */
function belongingTo(rows: Rows, environment: string, id: string): Rows {
  return rows.where(
    'parent',
    '=',
    sql<string>`(SELECT p.reference FROM exceptions p
    WHERE p.environment = ${environment} AND p.id = ${id})`,
  );
}

/** The case that a reference names: the open one, else the last that was. */
export async function findByReference(database: Database, environment: string, reference: string) {
  const row = await exceptionRows(database, environment)
    .where('reference', '=', reference)
    .orderBy('open', 'desc')
    .orderBy('detected_at_ms', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { record: recordOf(row), cause: row.cause };
}

/** Open cases that belong to the one of this reference, the most urgent `limit` of them, and how many there are. */
export async function openChildren(database: Database, environment: string, reference: string, limit: number) {
  const rows = await exceptionRows(database, environment)
    .select(sql<number>`count(*) OVER ()`.as('count'))
    .where('parent', '=', reference)
    .where('open', '=', true)
    .orderBy('priority', 'desc')
    .orderBy('answer_by_ms')
    .orderBy('id')
    .limit(limit)
    .execute();
  const found = rows.map((row) => ({ record: recordOf(row), cause: row.cause }));
  return { found, count: Number(rows[0]?.count ?? 0) };
}

function inState(rows: Rows, state: ExceptionQuery['state']): Rows {
  switch (state) {
    case 'all':
      return rows;
    case 'open':
      // Suppressed is kept out of the inbox, and comes back by itself.
      return rows.where('open', '=', true).where('state', '<>', 'suppressed');
    case 'closed':
      return rows.where('open', '=', false);
    case 'retracted':
      return rows.where('state', '=', 'auto-cleared').where('cause', '=', 'retracted');
    case 'auto-cleared':
      return rows.where('state', '=', 'auto-cleared').where(sql<boolean>`cause IS DISTINCT FROM 'retracted'`);
    default:
      return rows.where('state', '=', state);
  }
}

function recordOf(row: { record: string }): ExceptionRecord {
  return complete(JSON.parse(row.record) as ExceptionRecord);
}
