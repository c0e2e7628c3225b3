import type { ExceptionItem, ExceptionQuery, ExceptionState, Page } from '@slipway/shared/api';
import type { ExceptionRecord } from '@slipway/shared/engine';
import { type SelectQueryBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Database, Schema } from '../database/index.ts';
import { literalPattern, pageOf, readCursor } from './page-cursor.ts';
import { type SubjectFace, subjectFaces } from './subject-face.ts';
import { matchesSubject } from './subject-search.ts';
import { type NameVersion, nameVersions } from './versions-reads.ts';

const cursorKey = z.tuple([z.int(), z.int(), z.string()]);

type Rows = SelectQueryBuilder<Schema, 'exceptions', { record: string; cause: string | null; severity_rank: number }>;

/** The inbox: by severity, then newest first. */
export async function listExceptions(
  database: Database,
  environment: string,
  query: ExceptionQuery,
): Promise<Page<ExceptionItem>> {
  let rows = inState(exceptionRows(database, environment), query.state);
  if (query.severity) rows = rows.where('severity', '=', query.severity);
  if (query.workflow) rows = rows.where('workflow', '=', query.workflow);
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
    const [rank, detected, id] = readCursor(cursorKey, query.cursor);
    rows = rows.where((where) =>
      where.or([
        where('severity_rank', '<', rank),
        where.and([where('severity_rank', '=', rank), where('detected_at_ms', '<', detected)]),
        where.and([where('severity_rank', '=', rank), where('detected_at_ms', '=', detected), where('id', '>', id)]),
      ]),
    );
  }
  const found = await rows
    .select(['detected_at_ms', 'id', 'subject'])
    .orderBy('severity_rank', 'desc')
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
    (row) => [row.severity_rank, row.detected_at_ms, row.id],
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
    answerBy: null,
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
    .select(['record', 'cause', 'severity_rank'])
    .where('exceptions.environment', '=', environment);
}

function inState(rows: Rows, state: ExceptionQuery['state']): Rows {
  switch (state) {
    case 'all':
      return rows;
    case 'open':
      return rows.where('open', '=', true);
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
  return JSON.parse(row.record) as ExceptionRecord;
}
