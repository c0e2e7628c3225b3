import type { Generated, GeneratedAlways } from 'kysely';

/** An environment and its place in the log. `clock_ms` is how far a replay has come; null in a live environment. */
export interface EnvironmentsTable {
  id: string;
  kind: 'live' | 'replay';
  delivers_to: 'targets' | 'outbox';
  partitions: number;
  live_set: string;
  clock_ms: number | null;
  actions_held: Generated<boolean>;
}

/** A saved version of a workflow, by the hash of its canonical text. Never changed, never deleted while a run is pinned to it. */
export interface VersionsTable {
  environment: string;
  workflow: string;
  version: string;
  number: number;
  name: string;
  graph: string;
  created_at_ms: number;
}

/** What an environment runs. Replacing the rows and `environments.live_set` is one transaction. */
export interface LiveTable {
  environment: string;
  workflow: string;
  version: string;
  paused: Generated<boolean>;
  since_ms: number;
}

/** Every set of versions that an environment has run, so that history can be decided again. `content` is canonical JSON. */
export interface LiveSetsTable {
  environment: string;
  id: string;
  number: number;
  content: string;
  created_at_ms: number;
}

export interface VariablesTable {
  environment: string;
  name: string;
  value: string;
}

/** A configured connector: the slot that workflows name. `config` is canonical JSON. */
export interface ConnectionsTable {
  environment: string;
  slot: string;
  connector: string;
  config: string;
}

/** Private addresses that actions of this environment may reach. */
export interface GrantsTable {
  environment: string;
  host: string;
  port: number;
}

/** An inbound feed and how far it has been read; both documents are canonical JSON. */
export interface SourcesTable {
  environment: string;
  id: string;
  connector: string;
  config: string;
  cursor: string | null;
  state: 'running' | 'paused' | 'finished' | 'failed';
  warnings: Generated<string>;
}

/** Where a partition stands: the next offset to decide and the token of the last commit (compare-and-set). */
export interface CheckpointsTable {
  environment: string;
  partition: number;
  next_offset: number;
  token: string;
  clock_ms: number;
  commit_number: number;
  live_set: string;
  /** Wall clock at which an owner was last seen; a gap of over a minute is announced in the log. */
  owned_at_ms: number;
  /** Bounds of the last outage: timers that fell due in it wait ten minutes of clock. */
  hold_from_ms: number | null;
  hold_to_ms: number | null;
}

/** Every (source, id) that a partition has seen: the second one is a duplicate. Per partition, so that it replays alike. */
export interface SeenEventsTable {
  environment: string;
  source: string;
  event: string;
  partition: number;
  offset: number;
}

/** Ranges of offsets with the same outcome: what every position of the log ended as (`to_offset` is included). */
export interface OutcomesTable {
  environment: string;
  partition: number;
  from_offset: number;
  to_offset: number;
  outcome: 'decided' | 'duplicate' | 'skipped' | 'dead-lettered' | 'control';
}

/** The engine's record of a subject as canonical text, and what lists search and show. */
export interface SubjectsTable {
  environment: string;
  subject: string;
  partition: number;
  kind: string;
  record: string;
  status: string;
  due_at: string | null;
  search: string;
  updated_at_ms: number;
}

/** Timers of all subjects, so that a partition's heap can be rebuilt. Same content as the records. */
export interface TimersTable {
  environment: string;
  partition: number;
  subject: string;
  timer: string;
  due_at_ms: number;
}

export interface RunsTable {
  environment: string;
  id: string;
  subject: string;
  workflow: string;
  version: string;
  status: string;
  outcome: string | null;
  openings: string;
  began_at_ms: number;
  ended_at_ms: number | null;
}

/** The exception as canonical JSON (`record`) and the columns that lists filter and sort by; the last three are read from it. */
export interface ExceptionsTable {
  environment: string;
  id: string;
  subject: string;
  type: string;
  dedupe_key: string;
  severity: string;
  severity_rank: number;
  state: string;
  open: boolean;
  cause: string | null;
  title: string;
  assignee: string | null;
  detected_at_ms: number;
  updated_at_ms: number;
  revision: number;
  /** The order of the inbox. */
  priority: Generated<number>;
  /** When a person must have answered; `NEVER_MS` where no promise is running. */
  answer_by_ms: Generated<number>;
  /** A promise was broken. */
  breached: Generated<boolean>;
  /** How cases that belong to it name it, and the one that it belongs to. */
  reference: Generated<string>;
  parent: string | null;
  record: string;
  workflow: GeneratedAlways<string>;
  version: GeneratedAlways<string>;
  node: GeneratedAlways<string>;
}

/** What happened to a subject, in the order in which it was committed. `entry` is canonical JSON. */
export interface TimelineTable {
  environment: string;
  subject: string;
  partition: number;
  commit_number: number;
  position: number;
  at_ms: number;
  kind: string;
  entry: string;
}

/** Recorded decisions: for inputs that moved a token. `input` names the record or the timer; `decision` is canonical JSON. */
export interface DecisionsTable {
  environment: string;
  partition: number;
  commit_number: number;
  position: number;
  offset: number;
  input: string;
  subject: string;
  workflow: string;
  version: string;
  run: string | null;
  at_ms: number;
  decision: string;
}

/**
 * Actions: outbox and ledger in one. A row in `requested` or `retrying` is owed a job `<id>.<attempt>`; a row with an
 * outcome is never delivered again. `fence` rises with every claim, so that a worker that lost its lease cannot record.
 */
export interface ActionsTable {
  environment: string;
  id: string;
  subject: string;
  partition: number;
  workflow: string;
  version: string;
  run: string;
  node: string;
  title: string;
  slot: string;
  operation: string;
  request: string;
  state: 'requested' | 'running' | 'retrying' | 'done' | 'dead' | 'withdrawn';
  attempt: Generated<number>;
  attempts_allowed: number;
  due_at_ms: number;
  lease_owner: string | null;
  lease_until_ms: number | null;
  fence: Generated<number>;
  outcome: string | null;
  code: string | null;
  detail: string | null;
  /** How often a person asked for it again after it was dead. */
  manual_retries: Generated<number>;
  requested_at_ms: number;
  updated_at_ms: number;
}

export interface AttemptsTable {
  environment: string;
  action: string;
  attempt: number;
  started_at_ms: number;
  ended_at_ms: number | null;
  outcome: string;
  code: string | null;
  detail: string | null;
}

/** Events that we append ourselves, written in the transaction that decides them and relayed in order of `id`. */
export interface EventOutboxTable {
  environment: string;
  id: Generated<number>;
  kind: Generated<'event' | 'activated' | 'broadcast'>;
  /** Set for control records only: an event goes where its subject goes. */
  partition: Generated<number | null>;
  subject: string;
  event: string;
}

/** What could not be understood or decided, with its original bytes. */
export interface DeadLettersTable {
  environment: string;
  id: string;
  source: string;
  position: string;
  partition: number | null;
  offset: number | null;
  code: string;
  detail: string;
  bytes: Uint8Array;
  truncated: boolean;
  at_ms: number;
  state: 'open' | 'retried' | 'discarded';
}

/** The API's answers to people's requests, written by the commit that decided them. */
export interface AnswersTable {
  environment: string;
  request: string;
  failure: string | null;
  detail: string;
  at_ms: number;
}

/** Counters per partition (each has one writer), summed on read. `port` is empty for the node's own count. */
export interface CountersTable {
  environment: string;
  workflow: string;
  version: string;
  node: string;
  port: string;
  partition: number;
  count: number;
}

/** Calls and mails that an environment delivering to the outbox caught instead of sending. */
export interface CaughtTable {
  environment: string;
  id: Generated<number>;
  at_ms: number;
  kind: 'call' | 'mail';
  slot: string;
  action: string;
  subject: string;
  summary: string;
  request: string;
  answer: string;
}

/** The tables of `migrations/0001-initial.ts`. */
export interface ProductTables {
  environments: EnvironmentsTable;
  versions: VersionsTable;
  live: LiveTable;
  live_sets: LiveSetsTable;
  variables: VariablesTable;
  connections: ConnectionsTable;
  grants: GrantsTable;
  sources: SourcesTable;
  checkpoints: CheckpointsTable;
  seen_events: SeenEventsTable;
  outcomes: OutcomesTable;
  subjects: SubjectsTable;
  timers: TimersTable;
  runs: RunsTable;
  exceptions: ExceptionsTable;
  timeline: TimelineTable;
  decisions: DecisionsTable;
  actions: ActionsTable;
  attempts: AttemptsTable;
  event_outbox: EventOutboxTable;
  dead_letters: DeadLettersTable;
  answers: AnswersTable;
  counters: CountersTable;
  caught: CaughtTable;
}
