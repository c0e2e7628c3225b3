import type { Database } from '../database/index.ts';

/** Where in the log an event lies that was decided; undefined when it never was, or long ago. */
export async function placeOfEvent(database: Database, environment: string, source: string, event: string) {
  return database.kysely
    .selectFrom('seen_events')
    .select(['partition', 'offset'])
    .where('environment', '=', environment)
    .where('source', '=', source)
    .where('event', '=', event)
    .executeTakeFirst();
}

/** How many events of each source were decided; what we append ourselves comes from no source. */
export async function countBySource(database: Database, environment: string): Promise<ReadonlyMap<string, number>> {
  const rows = await database.kysely
    .selectFrom('seen_events')
    .select(['source', ({ fn }) => fn.countAll<number>().as('count')])
    .where('environment', '=', environment)
    .where('source', 'not like', 'slipway%')
    .groupBy('source')
    .execute();
  return new Map(rows.map((row) => [row.source, row.count]));
}
