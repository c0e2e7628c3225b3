import { type Insertable, type Selectable, sql } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Executor } from './statement.ts';

/** An inbound feed and how far it has been read. */
export type SourceRow = Selectable<Schema['sources']>;

/** Makes a source, or gives an existing one its new configuration; how far it was read stays. */
export async function saveSource(executor: Executor, row: Insertable<Schema['sources']>): Promise<void> {
  await executor
    .insertInto('sources')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['environment', 'id']).doUpdateSet({ connector: row.connector, config: row.config }),
    )
    .execute();
}

export async function findSource(executor: Executor, environment: string, id: string): Promise<SourceRow | undefined> {
  return executor
    .selectFrom('sources')
    .selectAll()
    .where('environment', '=', environment)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function listSources(executor: Executor, environment: string): Promise<readonly SourceRow[]> {
  return executor.selectFrom('sources').selectAll().where('environment', '=', environment).orderBy('id').execute();
}

export async function updateSource(
  executor: Executor,
  environment: string,
  id: string,
  change: {
    readonly cursor?: string;
    readonly state?: SourceRow['state'];
    readonly warnings?: string;
    readonly config?: string;
  },
): Promise<void> {
  await executor
    .updateTable('sources')
    .set(change)
    .where('environment', '=', environment)
    .where('id', '=', id)
    .execute();
}

/**
 * The replay's clock and the cursor of its source, in one statement: they move together. False where `holder` does not
 * hold the lease of the source (any more): then nothing moved.
 */
export async function moveReplay(
  executor: Executor,
  at: { readonly environment: string; readonly source: string; readonly clockMs: number; readonly cursor: string },
  holder?: { readonly name: string; readonly owner: string },
): Promise<boolean> {
  const holds = holder
    ? sql`EXISTS (SELECT 1 FROM leases l WHERE l.environment = ${at.environment} AND l.name = ${holder.name}
        AND l.owner = ${holder.owner} AND l.until_ms > (extract(epoch FROM clock_timestamp()) * 1000)::int8)`
    : sql`true`;
  const { rows } = await sql`WITH moved AS (
      UPDATE sources SET cursor = ${at.cursor}
      WHERE environment = ${at.environment} AND id = ${at.source} AND ${holds} RETURNING environment
    ), clock AS (
      UPDATE environments e SET clock_ms = ${at.clockMs} FROM moved m WHERE e.id = m.environment
    )
    SELECT 1 FROM moved`.execute(executor);
  return rows.length > 0;
}

/** How far each partition of a topic was read: the next offset of it. */
export async function sourcePositions(
  executor: Executor,
  environment: string,
  id: string,
): Promise<ReadonlyMap<number, number>> {
  const source = await findSource(executor, environment, id);
  const positions = JSON.parse(source?.cursor ?? '{}') as Readonly<Record<string, number>>;
  return new Map(Object.entries(positions).map(([partition, next]) => [Number(partition), next]));
}

/** Settles where the partitions of a topic begin, where nobody has done so yet. */
export async function beginSource(
  executor: Executor,
  environment: string,
  id: string,
  positions: Readonly<Record<number, number>>,
): Promise<void> {
  await sql`UPDATE sources SET cursor = ${JSON.stringify(positions)}
    WHERE environment = ${environment} AND id = ${id} AND cursor IS NULL`.execute(executor);
}

/** Moves one partition of a topic on; the others may be moved by other processes at the same time. */
export async function moveSourcePartition(
  executor: Executor,
  environment: string,
  id: string,
  to: { readonly partition: number; readonly next: number },
): Promise<void> {
  await sql`UPDATE sources
    SET cursor = (COALESCE(cursor, '{}')::jsonb || jsonb_build_object(${String(to.partition)}::text, ${to.next}::int8))::text
    WHERE environment = ${environment} AND id = ${id}`.execute(executor);
}
