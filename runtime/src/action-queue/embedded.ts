import { createPostgresBackend } from 'bullmq';
import type { EmbeddedDatabase } from '../database/index.ts';
import { type BullMqOptions, createBullMqQueue } from './bullmq.ts';
import type { ActionQueue } from './port.ts';

/** The action queue in the embedded database. One process has it, so what was being handled when it died is free again. */
export async function openEmbeddedQueue(database: EmbeddedDatabase, options: BullMqOptions): Promise<ActionQueue> {
  const { pool } = database;
  await pool.query(
    `UPDATE bullmq.job SET state = 'waiting', lock_token = NULL, locked_until_ms = NULL, stalled_marked = false
     WHERE state = 'active' AND queue = $1`,
    [options.name ?? 'actions'],
  );
  const present = async (queue: string, ids: readonly string[]) => {
    const text = 'SELECT id FROM bullmq.job WHERE queue = $1 AND id = ANY($2::text[])';
    const { rows } = await pool.query<{ id: string }>(text, [queue, [...ids]]);
    return new Set(rows.map((row) => row.id));
  };
  return createBullMqQueue({ factory: createPostgresBackend, connection: pool, present }, options);
}
