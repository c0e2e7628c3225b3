import type { Page, Severity, SubjectDetail, SubjectItem, SubjectQuery } from '@slipway/shared/api';
import type { SubjectRecord } from '@slipway/shared/engine';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database/index.ts';
import { actionsOf } from './actions-reads.ts';
import { exceptionsOf } from './exceptions-reads.ts';
import { literalPattern, pageOf, readCursor } from './page-cursor.ts';
import { runsOf } from './runs-reads.ts';
import { readRecord } from './subject-face.ts';
import { type OpenExceptions, subjectDetail, subjectItem } from './subject-item.ts';
import { searchMatches } from './subject-search.ts';
import { timelineOf } from './timeline-reads.ts';

const cursorKey = z.tuple([z.int(), z.string()]);
const COLUMNS = ['subject', 'kind', 'status', 'record', 'updated_at_ms'] as const;

/** Subjects, last changed first; with `search`, those of which an id begins with it. */
export async function listSubjects(
  database: Database,
  environment: string,
  query: SubjectQuery,
): Promise<Page<SubjectItem>> {
  let rows = database.kysely
    .selectFrom('subjects')
    .select([...COLUMNS])
    .where('environment', '=', environment);
  if (query.kind) rows = rows.where('kind', '=', query.kind);
  const search = query.search?.trim();
  if (search) rows = rows.where((where) => searchMatches(where.ref('subjects.search'), search));
  if (query.cursor) {
    const [updated, subject] = readCursor(cursorKey, query.cursor);
    rows = rows.where((where) =>
      where.or([
        where('updated_at_ms', '<', updated),
        where.and([where('updated_at_ms', '=', updated), where('subject', '>', subject)]),
      ]),
    );
  }
  const found = await rows
    .orderBy('updated_at_ms', 'desc')
    .orderBy('subject')
    .limit(query.limit + 1)
    .execute();
  const open = await openExceptions(
    database,
    environment,
    found.map((row) => row.subject),
  );
  return pageOf(
    found,
    query.limit,
    (row) => [row.updated_at_ms, row.subject],
    (row) => subjectItem(row, readRecord(row.record), open.get(row.subject)),
  );
}

/** One subject with its whole story; undefined when there is none of this id here. `nowMs` is wall time. */
export async function findSubject(
  database: Database,
  environment: string,
  subject: string,
  nowMs: number,
): Promise<SubjectDetail | undefined> {
  const found = await findSubjectRecord(database, environment, subject);
  if (!found) return undefined;
  const { row, record } = found;
  const open = await openExceptions(database, environment, [subject]);
  return {
    ...subjectDetail(row, record, open.get(subject)),
    links: await linksOf(database, environment, record),
    timeline: await timelineOf(database, environment, subject),
    exceptions: await exceptionsOf(database, environment, subject),
    runs: await runsOf(database, environment, subject, record),
    actions: await actionsOf(database, environment, subject, nowMs),
  };
}

/** The engine's record of a subject with the row that holds it. */
export async function findSubjectRecord(database: Database, environment: string, subject: string) {
  const row = await database.kysely
    .selectFrom('subjects')
    .select([...COLUMNS])
    .where('environment', '=', environment)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row && { row, record: readRecord(row.record) };
}

/** The canonical ids of which an id begins with `text`, the exact one first; at most `limit`. */
export async function subjectsCalled(
  database: Database,
  environment: string,
  text: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.kysely
    .selectFrom('subjects')
    .select('subject')
    .where('environment', '=', environment)
    .where((where) => searchMatches(where.ref('subjects.search'), text))
    .orderBy(sql`search LIKE ${`%\n${literalPattern(text.toLowerCase())}\n%`}`, 'desc')
    .orderBy('subject')
    .limit(limit)
    .execute();
  return rows.map((row) => row.subject);
}

export async function countSubjects(database: Database, environment: string): Promise<number> {
  const row = await database.kysely
    .selectFrom('subjects')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('environment', '=', environment)
    .executeTakeFirstOrThrow();
  return row.count;
}

async function openExceptions(
  database: Database,
  environment: string,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, OpenExceptions>> {
  if (subjects.length === 0) return new Map();
  const rows = await database.kysely
    .selectFrom('exceptions')
    .select([
      'subject',
      ({ fn }) => fn.countAll<number>().as('count'),
      sql<string>`(array_agg(severity ORDER BY severity_rank DESC))[1]`.as('worst'),
    ])
    .where('environment', '=', environment)
    .where('subject', 'in', [...subjects])
    .where('open', '=', true)
    .groupBy('subject')
    .execute();
  return new Map(rows.map((row) => [row.subject, { count: row.count, worst: row.worst as Severity }]));
}

/** A relative is known by the reference that names it; where it is a subject of its own here, by that. */
async function linksOf(
  database: Database,
  environment: string,
  record: SubjectRecord,
): Promise<SubjectDetail['links']> {
  const named = Object.entries(record.subject.links).flatMap(([scheme, values]) =>
    values.map((value) => ({ scheme, value })),
  );
  const links: SubjectDetail['links'] = [];
  for (const { scheme, value } of named.slice(0, 50)) {
    const kind = scheme.slice(scheme.lastIndexOf('.') + 1);
    links.push({ relation: 'related', subject: `${kind}:${value}`, kind, label: value, from: null, to: null });
  }
  if (links.length === 0) return links;
  const rows = await database.kysely
    .selectFrom('subjects')
    .select('subject')
    .where('environment', '=', environment)
    .where(
      'subject',
      'in',
      links.map((link) => link.subject),
    )
    .execute();
  const stored = new Set(rows.map((row) => row.subject));
  return links.map((link) => ({ ...link, relation: stored.has(link.subject) ? ('part-of' as const) : link.relation }));
}
