import { type Kysely, sql } from 'kysely';

/** Backtests and what they are played over; their tables are told of in `backtest-schema.ts`. */
const statements = [
  `CREATE TABLE backtests (
    environment text NOT NULL,
    id text NOT NULL,
    workflow text NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    after_hash text NOT NULL,
    before_hash text,
    draft boolean NOT NULL,
    upload text,
    request text NOT NULL,
    content text NOT NULL,
    verdicts text,
    report text,
    events int8 NOT NULL,
    events_of int8,
    author text NOT NULL,
    author_name text NOT NULL,
    created_at_ms int8 NOT NULL,
    started_at_ms int8,
    ended_at_ms int8,
    code text,
    detail text,
    owner text,
    until_ms int8,
    changed_at_ms int8 NOT NULL,
    PRIMARY KEY (environment, id)
  )`,
  `CREATE INDEX backtests_by_time ON backtests (environment, workflow, created_at_ms DESC, id)`,
  `CREATE INDEX backtests_by_version ON backtests (environment, workflow, after_hash, created_at_ms DESC) WHERE state = 'done'`,
  `CREATE INDEX backtests_open ON backtests (created_at_ms) WHERE state IN ('queued', 'running')`,
  `CREATE TABLE backtest_subjects (
    environment text NOT NULL,
    backtest text NOT NULL,
    position int4 NOT NULL,
    subject text NOT NULL,
    verdict text NOT NULL,
    told text NOT NULL,
    words text NOT NULL,
    PRIMARY KEY (environment, backtest, position)
  )`,
  `CREATE UNIQUE INDEX backtest_subjects_by_name ON backtest_subjects (environment, backtest, subject)`,
  `CREATE TABLE backtest_uploads (
    environment text NOT NULL,
    id text NOT NULL,
    content text NOT NULL,
    author text NOT NULL,
    created_at_ms int8 NOT NULL,
    PRIMARY KEY (environment, id)
  )`,
  `CREATE TABLE backtest_upload_pages (
    environment text NOT NULL,
    upload text NOT NULL,
    page int4 NOT NULL,
    records text NOT NULL,
    PRIMARY KEY (environment, upload, page)
  )`,
];

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
