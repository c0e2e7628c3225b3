import { sql } from 'kysely';
import type { Executor } from './statement.ts';

/** What the rows of an environment say about its health. */
export interface Figures {
  readonly environment: string;
  readonly actions: Readonly<Record<'requested' | 'running' | 'retrying', number>>;
  /** Of the oldest action that is not at its end; 0 without one. */
  readonly oldestActionMs: number;
  readonly outbox: number;
  /** Only of live environments: the time of a replay is not the wall's. */
  readonly timersOverdue: number;
  readonly deadLetters: number;
}

/** The figures of every environment. */
export async function readFigures(executor: Executor, nowMs: number): Promise<readonly Figures[]> {
  const { rows } = await sql<{
    id: string;
    requested: number;
    running: number;
    retrying: number;
    oldest: number | null;
    outbox: number;
    overdue: number;
    letters: number;
  }>`SELECT e.id, a.*,
      (SELECT count(*) FROM event_outbox o WHERE o.environment = e.id) AS outbox,
      (SELECT count(*) FROM checkpoints c JOIN timers t ON t.environment = c.environment AND t.partition = c.partition
        WHERE c.environment = e.id AND e.kind = 'live' AND t.due_at_ms < ${nowMs}::int8) AS overdue,
      (SELECT count(*) FROM dead_letters d WHERE d.environment = e.id AND d.state = 'open') AS letters
    FROM environments e, LATERAL (
      SELECT count(*) FILTER (WHERE state = 'requested') AS requested, count(*) FILTER (WHERE state = 'running') AS running,
        count(*) FILTER (WHERE state = 'retrying') AS retrying, min(requested_at_ms) AS oldest
      FROM actions WHERE environment = e.id AND state IN ('requested', 'running', 'retrying')
    ) AS a`.execute(executor);
  return rows.map((row) => ({
    environment: row.id,
    actions: { requested: row.requested, running: row.running, retrying: row.retrying },
    oldestActionMs: row.oldest === null ? 0 : Math.max(0, nowMs - row.oldest),
    outbox: row.outbox,
    timersOverdue: row.overdue,
    deadLetters: row.letters,
  }));
}
