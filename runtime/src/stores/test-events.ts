import type { Insertable } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Executor } from './statement.ts';

/** Keeps where a test event lies; one that is sent again is followed at its new place. Forgets those before `oldestMs`. */
export async function saveTestEvent(
  executor: Executor,
  row: Insertable<Schema['test_events']>,
  oldestMs: number,
): Promise<void> {
  const { environment, source: _, event: __, ...place } = row;
  await executor
    .deleteFrom('test_events')
    .where('environment', '=', environment)
    .where('at_ms', '<', oldestMs)
    .execute();
  await executor
    .insertInto('test_events')
    .values(row)
    .onConflict((conflict) => conflict.columns(['environment', 'source', 'event']).doUpdateSet(place))
    .execute();
}

export async function findTestEvent(executor: Executor, environment: string, source: string, event: string) {
  return executor
    .selectFrom('test_events')
    .select(['partition', 'offset', 'subject'])
    .where('environment', '=', environment)
    .where('source', '=', source)
    .where('event', '=', event)
    .executeTakeFirst();
}
