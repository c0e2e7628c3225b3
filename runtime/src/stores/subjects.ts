import { eventKey } from '@slipway/shared/event';
import { sql } from 'kysely';
import { type Executor, insertAll, overwrite, type Statement } from './statement.ts';

/** A subject as it is stored: the engine's record as text, and what lists search and show. */
export interface SubjectRow {
  readonly subject: string;
  readonly partition: number;
  readonly kind: string;
  readonly record: string;
  readonly status: string;
  readonly due_at: string | null;
  readonly search: string;
  readonly updated_at_ms: number;
}

export function saveSubjects(environment: string, rows: readonly SubjectRow[]): Statement {
  const columns = {
    subject: 'text',
    partition: 'int4',
    kind: 'text',
    record: 'text',
    status: 'text',
    due_at: 'text',
    search: 'text',
    updated_at_ms: 'int8',
  } as const;
  const changing = ['record', 'status', 'due_at', 'search', 'updated_at_ms'];
  return insertAll('subjects', environment, columns, rows, overwrite(['environment', 'subject'], changing));
}

/** What a batch must know before it is decided: the records of its subjects, and which of its events were seen before. */
export interface Known {
  readonly records: ReadonlyMap<string, string>;
  /** By `seenName`. */
  readonly seen: ReadonlySet<string>;
}

/** An event by its dedupe key, in the partition that would decide it. */
export interface SeenKey {
  readonly partition: number;
  readonly source: string;
  readonly id: string;
}

/**
 * One query for both, and for all partitions that ask together, since their batches wait for it. The lateral joins
 * keep the planner to the indexes: an embedded database has no statistics to find that out by itself.
 */
export async function loadKnown(
  executor: Executor,
  environment: string,
  subjects: readonly string[],
  events: readonly SeenKey[],
): Promise<Known> {
  const records = new Map<string, string>();
  const seen = new Set<string>();
  const known = sql`SELECT s.subject, NULL::int4 AS partition, NULL AS source, s.record AS text
    FROM unnest(${subjects}::text[]) AS w (subject)
    CROSS JOIN LATERAL (SELECT subject, record FROM subjects s
      WHERE s.environment = ${environment} AND s.subject = w.subject LIMIT 1) s`;
  const repeated = sql`SELECT NULL AS subject, e.partition, e.source, e.event AS text
    FROM unnest(${events.map((event) => event.partition)}::int4[], ${events.map((event) => event.source)}::text[],
      ${events.map((event) => event.id)}::text[]) AS e (partition, source, event)
    CROSS JOIN LATERAL (SELECT 1 FROM seen_events s WHERE s.environment = ${environment} AND s.partition = e.partition
      AND s.source = e.source AND s.event = e.event LIMIT 1) s`;
  const parts = [...(subjects.length > 0 ? [known] : []), ...(events.length > 0 ? [repeated] : [])];
  if (parts.length === 0) return { records, seen };
  const { rows } = await sql<{
    subject: string | null;
    partition: number;
    source: string;
    text: string;
  }>`${sql.join(parts, sql` UNION ALL `)}`.execute(executor);
  for (const { subject, partition, source, text } of rows) {
    if (subject === null) seen.add(seenName(partition, eventKey(source, text)));
    else records.set(subject, text);
  }
  return { records, seen };
}

/** How `Known.seen` names an event: by its partition and `eventKey`. */
export function seenName(partition: number, key: string): string {
  return `${partition} ${key}`;
}

/** The next subjects of a partition behind `after`, of these kinds or of any, in the order of their ids (by code unit). */
export async function subjectsAfter(
  executor: Executor,
  among: { readonly environment: string; readonly partition: number; readonly kinds?: ReadonlySet<string> },
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const { environment, partition, kinds } = among;
  if (kinds?.size === 0) return [];
  const ofKinds = kinds ? sql`AND kind = ANY(${[...kinds]}::text[])` : sql``;
  const { rows } = await sql<{ subject: string }>`SELECT subject FROM subjects
    WHERE environment = ${environment} AND partition = ${partition} AND subject COLLATE "C" > ${after} ${ofKinds}
    ORDER BY subject COLLATE "C" LIMIT ${limit}`.execute(executor);
  return rows.map((row) => row.subject);
}

/** The record of one subject as text; undefined when nothing is known of it. */
export async function loadRecord(
  executor: Executor,
  environment: string,
  subject: string,
): Promise<string | undefined> {
  const row = await executor
    .selectFrom('subjects')
    .select('record')
    .where('environment', '=', environment)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.record;
}
