import { sql } from 'kysely';
import type { Executor } from './statement.ts';

/** A feed that is watched for silence. */
export interface Feed {
  readonly environment: string;
  readonly feed: string;
}

/** A source that fell silent or came back, with the moment at which its last event before had come. */
export interface Silence {
  readonly source: string;
  readonly sinceMs: number;
}

/** Writes down when a source was last heard; answers the silence that this ends, if it was silent. */
export async function noteHeard(
  executor: Executor,
  { environment, feed }: Feed,
  heard: { readonly source: string; readonly atMs: number },
): Promise<Silence | undefined> {
  const { source, atMs } = heard;
  // The row is locked before it is read: of several processes that hear it again one ends the silence.
  const { rows } = await sql<{ since: number | null }>`SELECT silent_since_ms AS since FROM heard_sources
    WHERE environment = ${environment} AND feed = ${feed} AND source = ${source} FOR UPDATE`.execute(executor);
  await sql`INSERT INTO heard_sources (environment, feed, source, last_ms)
    VALUES (${environment}, ${feed}, ${source}, ${atMs}::int8)
    ON CONFLICT (environment, feed, source) DO UPDATE
      SET last_ms = GREATEST(heard_sources.last_ms, excluded.last_ms), silent_since_ms = NULL`.execute(executor);
  const since = rows[0]?.since ?? null;
  return since === null ? undefined : { source, sinceMs: since };
}

/** Marks as silent what was last heard at or before a moment; answers those that were not silent until now. */
export async function markSilent(
  executor: Executor,
  { environment, feed }: Feed,
  lastMs: number,
): Promise<readonly Silence[]> {
  const { rows } = await sql<{ source: string; last: number }>`UPDATE heard_sources SET silent_since_ms = last_ms
    WHERE environment = ${environment} AND feed = ${feed} AND silent_since_ms IS NULL AND last_ms <= ${lastMs}::int8
    RETURNING source, last_ms AS last`.execute(executor);
  return rows.map(({ source, last }) => ({ source, sinceMs: last })).sort((a, b) => (a.source < b.source ? -1 : 1));
}

/** The sources of a feed that are silent now. */
export async function silentSources(executor: Executor, { environment, feed }: Feed): Promise<readonly string[]> {
  const rows = await executor
    .selectFrom('heard_sources')
    .select('source')
    .where('environment', '=', environment)
    .where('feed', '=', feed)
    .where('silent_since_ms', 'is not', null)
    .execute();
  return rows.map((row) => row.source);
}
