import { sql } from 'kysely';
import { insertAll, type Statement } from './statement.ts';

/** What a batch adds to a counter; each partition has its own. */
export interface CounterRow {
  readonly workflow: string;
  readonly version: string;
  readonly node: string;
  readonly port: string;
  readonly partition: number;
  readonly count: number;
}

export function addCounters(environment: string, rows: readonly CounterRow[]): Statement {
  const columns = {
    workflow: 'text',
    version: 'text',
    node: 'text',
    port: 'text',
    partition: 'int4',
    count: 'int8',
  } as const;
  const conflict = sql`(environment, workflow, version, node, port, partition)
    DO UPDATE SET count = counters.count + excluded.count`;
  return insertAll('counters', environment, columns, rows, conflict);
}
