import type { Database } from '../database/index.ts';
import { OURSELVES } from '../pipeline/read-record.ts';
import { timelineOf } from './timeline-reads.ts';

/** Where the newest events of a subject lie in the log, in the order in which they came; what we appended is left out. */
export async function placesOfSubject(
  database: Database,
  environment: string,
  subject: string,
  limit: number,
): Promise<readonly { readonly partition: number; readonly offset: number }[]> {
  const told = (await timelineOf(database, environment, subject))
    .filter((entry) => entry.kind === 'event' && entry.eventId !== null && !entry.source?.startsWith(OURSELVES))
    .slice(-limit);
  if (told.length === 0) return [];
  const wanted = new Set(told.map((entry) => `${entry.source} ${entry.eventId}`));
  const partition = Number(told[0]?.id.split('.')[0]);
  const rows = await database.kysely
    .selectFrom('seen_events')
    .select(['source', 'event', 'partition', 'offset'])
    .where('environment', '=', environment)
    .where('partition', '=', partition)
    .where('event', 'in', [...new Set(told.flatMap((entry) => entry.eventId ?? []))])
    .execute();
  return rows.filter((row) => wanted.has(`${row.source} ${row.event}`)).sort((a, b) => a.offset - b.offset);
}
