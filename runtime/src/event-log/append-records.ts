import { Failure } from '@slipway/shared/failure';
import { type Kysely, sql } from 'kysely';
import type { Schema } from '../database/index.ts';
import { partitionOf } from './partition-of.ts';
import type { LogPosition, NewRecord } from './port.ts';

interface Places {
  readonly partitions: number[];
  /** The position of each record among those of its partition. */
  readonly ranks: number[];
  readonly counts: Map<number, number>;
}

function place(records: readonly NewRecord[], partitions: number): Places {
  const counts = new Map<number, number>();
  const ranks: number[] = [];
  const placed = records.map(({ key, partition = partitionOf(key, partitions) }) => {
    // Found before anything is written, so that no part of an append stays behind.
    if (partition >= partitions) throw new Failure('not-found', `partition ${partition} of ${partitions}`);
    const rank = counts.get(partition) ?? 0;
    counts.set(partition, rank + 1);
    ranks.push(rank);
    return partition;
  });
  return { partitions: placed, ranks, counts };
}

/**
 * One statement: the offsets are taken from the heads and the records stored in the same transaction, so an offset is
 * never skipped and never seen before a lower one.
 */
export async function appendRecords(
  database: Kysely<Schema>,
  log: { readonly environment: string; readonly partitions: number; readonly nowMs: number },
  records: readonly NewRecord[],
): Promise<LogPosition[]> {
  const { environment, nowMs } = log;
  const { partitions, ranks, counts } = place(records, log.partitions);
  const { rows } = await sql<{ partition: number; first: number }>`
    WITH taken AS (
      UPDATE log_heads h SET next_offset = h.next_offset + c.n
      FROM unnest(${[...counts.keys()]}::int[], ${[...counts.values()]}::int8[]) AS c (partition, n)
      WHERE h.environment = ${environment} AND h.partition = c.partition
      RETURNING h.partition, h.next_offset - c.n AS first
    ), stored AS (
      INSERT INTO event_log (environment, partition, "offset", at_ms, kind, key, value)
      SELECT ${environment}, r.partition, t.first + r.rank, r.at_ms, r.kind, r.key, r.value
      FROM unnest(
        ${partitions}::int[], ${ranks}::int8[], ${records.map((record) => record.atMs ?? nowMs)}::int8[],
        ${records.map((record) => record.kind)}::text[], ${records.map((record) => record.key)}::text[],
        ${records.map((record) => record.value)}::text[]
      ) AS r (partition, rank, at_ms, kind, key, value) JOIN taken t USING (partition)
    )
    SELECT partition, first FROM taken`.execute(database);
  const firsts = new Map(rows.map((row) => [row.partition, row.first]));
  return partitions.map((partition, at) => {
    const first = firsts.get(partition);
    if (first === undefined) throw new Failure('not-found', `partition ${partition} of environment ${environment}`);
    return { partition, offset: first + (ranks[at] ?? 0) };
  });
}

/** How many partitions the log of an environment has. Fails with `not-found`. */
export async function countPartitions(database: Kysely<Schema>, environment: string): Promise<number> {
  const { count } = await database
    .selectFrom('log_heads')
    .where('environment', '=', environment)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (count === 0) throw new Failure('not-found', `the log of environment ${environment}`);
  return count;
}
