import { insertAll, keepFirst, overwrite, type Statement } from './statement.ts';

/*
 * What a commit records of its decisions. Each function is one statement over all rows of a batch.
 */

export interface RunRow {
  readonly id: string;
  readonly subject: string;
  readonly workflow: string;
  readonly version: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly openings: string;
  readonly began_at_ms: number;
  readonly ended_at_ms: number | null;
}

export function saveRuns(environment: string, rows: readonly RunRow[]): Statement {
  const columns = {
    id: 'text',
    subject: 'text',
    workflow: 'text',
    version: 'text',
    status: 'text',
    outcome: 'text',
    openings: 'text',
    began_at_ms: 'int8',
    ended_at_ms: 'int8',
  } as const;
  const changing = ['status', 'outcome', 'openings', 'ended_at_ms'];
  return insertAll('runs', environment, columns, rows, overwrite(['environment', 'id'], changing));
}

export interface ExceptionRow {
  readonly id: string;
  readonly subject: string;
  readonly type: string;
  readonly dedupe_key: string;
  readonly severity: string;
  readonly severity_rank: number;
  readonly state: string;
  readonly open: boolean;
  readonly cause: string | null;
  readonly title: string;
  readonly assignee: string | null;
  readonly detected_at_ms: number;
  readonly updated_at_ms: number;
  readonly revision: number;
  readonly priority: number;
  readonly answer_by_ms: number;
  readonly breached: boolean;
  readonly reference: string;
  readonly parent: string | null;
  readonly record: string;
}

/** Closed ones must come first: one that opens in the same batch may have the key of one that closes. */
export function saveExceptions(environment: string, rows: readonly ExceptionRow[]): Statement {
  const columns = {
    id: 'text',
    subject: 'text',
    type: 'text',
    dedupe_key: 'text',
    severity: 'text',
    severity_rank: 'int4',
    state: 'text',
    open: 'boolean',
    cause: 'text',
    title: 'text',
    assignee: 'text',
    detected_at_ms: 'int8',
    updated_at_ms: 'int8',
    revision: 'int4',
    priority: 'int4',
    answer_by_ms: 'int8',
    breached: 'boolean',
    reference: 'text',
    parent: 'text',
    record: 'text',
  } as const;
  const changing = [
    'severity',
    'severity_rank',
    'state',
    'open',
    'cause',
    'title',
    'assignee',
    'updated_at_ms',
    'revision',
    'priority',
    'answer_by_ms',
    'breached',
    'parent',
    'record',
  ];
  return insertAll('exceptions', environment, columns, rows, overwrite(['environment', 'id'], changing));
}

export interface TimelineRow {
  readonly subject: string;
  readonly partition: number;
  readonly commit_number: number;
  readonly position: number;
  readonly at_ms: number;
  readonly kind: string;
  readonly entry: string;
}

export function saveTimeline(environment: string, rows: readonly TimelineRow[]): Statement {
  const columns = {
    subject: 'text',
    partition: 'int4',
    commit_number: 'int8',
    position: 'int4',
    at_ms: 'int8',
    kind: 'text',
    entry: 'text',
  } as const;
  return insertAll('timeline', environment, columns, rows, keepFirst);
}

export interface DecisionRow {
  readonly partition: number;
  readonly commit_number: number;
  readonly position: number;
  readonly offset: number;
  readonly input: string;
  readonly subject: string;
  readonly workflow: string;
  readonly version: string;
  readonly run: string | null;
  readonly at_ms: number;
  readonly decision: string;
}

export function saveDecisions(environment: string, rows: readonly DecisionRow[]): Statement {
  const columns = {
    partition: 'int4',
    commit_number: 'int8',
    position: 'int4',
    offset: 'int8',
    input: 'text',
    subject: 'text',
    workflow: 'text',
    version: 'text',
    run: 'text',
    at_ms: 'int8',
    decision: 'text',
  } as const;
  return insertAll('decisions', environment, columns, rows, keepFirst);
}
