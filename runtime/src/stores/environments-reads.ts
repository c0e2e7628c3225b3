import type { Database } from '../database/index.ts';
import type { Environment } from './environments.ts';

/** The greatest time that an environment has processed; null before its first record. */
export async function clockOf(database: Database, environment: Environment): Promise<number | null> {
  const row = await database.kysely
    .selectFrom('checkpoints')
    .select(({ fn }) => fn.max<number | null>('clock_ms').as('clock'))
    .where('environment', '=', environment.id)
    .where('next_offset', '>', 0)
    .executeTakeFirst();
  const decided = row?.clock || null;
  return environment.clock_ms === null ? decided : Math.max(environment.clock_ms, decided ?? environment.clock_ms);
}
