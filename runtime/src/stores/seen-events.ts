import { type Executor, insertAll, keepFirst, type Statement } from './statement.ts';

/** An event by its identity and where it lies. */
export interface SeenRow {
  readonly source: string;
  readonly event: string;
  readonly partition: number;
  readonly offset: number;
}

export function saveSeen(environment: string, rows: readonly SeenRow[]): Statement {
  const columns = { source: 'text', event: 'text', partition: 'int4', offset: 'int8' } as const;
  return insertAll('seen_events', environment, columns, rows, keepFirst);
}

/** Whether any partition of the environment has decided this event. */
export async function wasSeen(
  executor: Executor,
  environment: string,
  source: string,
  event: string,
): Promise<boolean> {
  const row = await executor
    .selectFrom('seen_events')
    .select('offset')
    .where('environment', '=', environment)
    .where('source', '=', source)
    .where('event', '=', event)
    .executeTakeFirst();
  return row !== undefined;
}
