/** A record of the embedded event log; `offset` counts from 0 without a gap in each partition. */
export interface EventLogTable {
  environment: string;
  partition: number;
  offset: number;
  at_ms: number;
  kind: string;
  key: string;
  value: string;
}

/** The next offset of each partition of the embedded event log. A row exists for every partition of an environment. */
export interface LogHeadsTable {
  environment: string;
  partition: number;
  next_offset: number;
}

/** The tables of `migrations/0000-log.ts`. */
export interface LogTables {
  event_log: EventLogTable;
  log_heads: LogHeadsTable;
}
