import { sql } from 'kysely';
import type { Executor } from './statement.ts';

/** What of an environment is under way, by the rows, at one moment. */
export interface Under {
  readonly outbox: number;
  readonly actions: number;
  /** When the next timer of any partition falls due. */
  readonly nextDueMs: number | null;
  /** The next offset to decide, by partition; a partition that was never owned is not there. */
  readonly next: ReadonlyMap<number, number>;
}

/** Everything in one statement, so that it is one moment. */
export async function readUnderWay(executor: Executor, environment: string): Promise<Under> {
  const { rows } = await sql<{
    outbox: number;
    actions: number;
    due: number | null;
    partition: number | null;
    next: number | null;
  }>`
    SELECT (SELECT count(*) FROM event_outbox o WHERE o.environment = e.id) AS outbox,
      (SELECT count(*) FROM actions a WHERE a.environment = e.id AND a.state IN ('requested', 'running', 'retrying'))
        AS actions,
      (SELECT min(t.due_at_ms) FROM timers t WHERE t.environment = e.id AND t.partition = c.partition) AS due,
      c.partition, c.next_offset AS next
    FROM environments e LEFT JOIN checkpoints c ON c.environment = e.id WHERE e.id = ${environment}`.execute(executor);
  const dues = rows.flatMap(({ due }) => (due === null ? [] : [due]));
  return {
    outbox: rows[0]?.outbox ?? 0,
    actions: rows[0]?.actions ?? 0,
    nextDueMs: dues.length > 0 ? Math.min(...dues) : null,
    next: new Map(rows.flatMap(({ partition, next }) => (partition === null ? [] : [[partition, next ?? 0]]))),
  };
}

/** The number of the last commit of every partition of every environment: what a process can have missed. */
export async function readCommitNumbers(executor: Executor): Promise<ReadonlyMap<string, number>> {
  const rows = await executor.selectFrom('checkpoints').select(['environment', 'partition', 'commit_number']).execute();
  return new Map(rows.map((row) => [`${row.environment}/${row.partition}`, row.commit_number]));
}
