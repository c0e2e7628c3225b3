import type { Generated } from 'kysely';

/*
 * The library belongs to the installation and not to an environment, so its first three tables carry none: environments
 * run copies of what is in it (`versions`).
 */

/**
 * A workflow. `name` is what it is called; `graph_name` what its newest version calls itself, so that a renaming is told
 * from a name that was changed in the graph. The columns behind it are read from the newest version; `tags` is JSON.
 */
export interface WorkflowsTable {
  id: string;
  name: string;
  graph_name: string;
  description: string;
  tags: string;
  owner: string;
  subject: string;
  /** The number of the newest version; 0 while there is none. */
  newest: Generated<number>;
  archived: Generated<boolean>;
  created_by_id: string;
  created_by: string;
  created_at_ms: number;
  updated_at_ms: number;
}

/** An explicit version: canonical text and its hash. Never changed. */
export interface WorkflowVersionsTable {
  workflow: string;
  number: number;
  hash: string;
  name: string;
  graph: string;
  author_id: string;
  author: string;
  message: string;
  at_ms: number;
  /** The tests that were saved with it, as JSON. They are no part of its hash: what runs does not change by them. */
  tests: Generated<string>;
}

/** What one person has not saved as a version yet; any JSON object. `etag` is new with every change. */
export interface DraftsTable {
  workflow: string;
  person: string;
  graph: string;
  base: number | null;
  etag: string;
  updated_at_ms: number;
}

/** The tests that go with what one person has not saved as a version yet; without a row they are those of the version. */
export interface DraftTestsTable {
  workflow: string;
  person: string;
  tests: string;
  /** The version whose tests they were made of. */
  base: number | null;
  etag: string;
  updated_at_ms: number;
}

/** Where the test events of the last days lie in the log, so that they can be followed before they are decided. */
export interface TestEventsTable {
  environment: string;
  source: string;
  event: string;
  partition: number;
  offset: number;
  subject: string;
  at_ms: number;
}

/** Who holds the actions of an environment back, and why; `environments.actions_held` is what delivery looks at. */
export interface HoldsTable {
  environment: string;
  by_name: string;
  reason: string;
  since_ms: number;
}

/** The tables of `migrations/0002-library.ts` and `0010-tests.ts`. */
export interface LibraryTables {
  draft_tests: DraftTestsTable;
  workflows: WorkflowsTable;
  workflow_versions: WorkflowVersionsTable;
  drafts: DraftsTable;
  test_events: TestEventsTable;
  holds: HoldsTable;
}
