/** When events of a watched source last came in, by the feed that brings them; `silent_since_ms` while it is silent. */
export interface HeardSourcesTable {
  environment: string;
  feed: string;
  /** The `source` of the events. */
  source: string;
  last_ms: number;
  silent_since_ms: number | null;
}

/** How many exceptions each partition of a live environment opened lately; a flood pauses its workflow. */
export interface OpenedCountsTable {
  environment: string;
  workflow: string;
  partition: number;
  slice_ms: number;
  opened: number;
}

/** A connection that is left alone because its target did not answer, or is tried; the last process to learn of it says so. */
export interface BreakersTable {
  environment: string;
  slot: string;
  state: 'open' | 'half-open';
  failures: number;
  until_ms: number;
  at_ms: number;
}

/** The tables of `migrations/0007-senses.ts`. */
export interface SensesTables {
  heard_sources: HeardSourcesTable;
  opened_counts: OpenedCountsTable;
  breakers: BreakersTable;
}
