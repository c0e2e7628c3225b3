import type { TimelineEntry } from '@slipway/shared/api';
import { instantFromMs } from '@slipway/shared/time';
import type { Database } from '../database/index.ts';
import type { TimelineDocument } from './documents.ts';

const ENTRIES_MOST = 500;

/** The last entries of a subject's story, in the order in which things happened, newest last. */
export async function timelineOf(database: Database, environment: string, subject: string): Promise<TimelineEntry[]> {
  const rows = await database.kysely
    .selectFrom('timeline')
    .select(['partition', 'commit_number', 'position', 'at_ms', 'entry'])
    .where('environment', '=', environment)
    .where('subject', '=', subject)
    .orderBy('at_ms', 'desc')
    .orderBy('partition', 'desc')
    .orderBy('commit_number', 'desc')
    .orderBy('position', 'desc')
    .limit(ENTRIES_MOST)
    .execute();
  const entries = rows.reverse().map((row) => {
    const document = JSON.parse(row.entry) as TimelineDocument;
    return entryOf(`${row.partition}.${row.commit_number}.${row.position}`, row.at_ms, document);
  });
  return entries.sort((a, b) => compare(a.occurredAt.at, b.occurredAt.at) || compare(a.at, b.at));
}

function entryOf(id: string, atMs: number, document: TimelineDocument): TimelineEntry {
  return {
    id,
    at: instantFromMs(atMs),
    occurredAt: {
      at: document.occurredAt,
      quality: document.quality ?? 'exact',
      localOffset: document.localOffset ?? null,
    },
    kind: document.kind,
    classifier: document.classifier ?? null,
    title: document.title,
    detail: document.detail,
    source: document.source ?? null,
    eventId: document.event ?? null,
    late: document.late ?? false,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
