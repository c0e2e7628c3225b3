import type { Insertable } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Executor } from './statement.ts';

/** Keeps a call or a mail that was caught instead of sent. */
export async function saveCaught(executor: Executor, row: Insertable<Schema['caught']>): Promise<void> {
  await executor.insertInto('caught').values(row).execute();
}
