import { type Kysely, sql } from 'kysely';

/** How versions come into environments; the meaning of each table is told in `promotion-schema.ts`. */
const statements = [
  `CREATE TABLE environment_policies (
    environment text NOT NULL,
    title text NOT NULL,
    position int4 NOT NULL,
    approvals int4 NOT NULL,
    author_may_approve boolean NOT NULL,
    expires_hours int4 NOT NULL,
    PRIMARY KEY (environment)
  )`,
  `CREATE TABLE plans (
    environment text NOT NULL,
    id text NOT NULL,
    hash text NOT NULL,
    kind text NOT NULL,
    source text,
    base text NOT NULL,
    content text NOT NULL,
    checks text NOT NULL,
    checked_at_ms int8 NOT NULL,
    state text NOT NULL,
    note text NOT NULL,
    author text NOT NULL,
    author_name text NOT NULL,
    created_at_ms int8 NOT NULL,
    expires_at_ms int8 NOT NULL,
    closed_at_ms int8,
    PRIMARY KEY (environment, id)
  )`,
  `CREATE TABLE approvals (
    environment text NOT NULL,
    plan text NOT NULL,
    hash text NOT NULL,
    approver text NOT NULL,
    approver_name text NOT NULL,
    note text NOT NULL,
    at_ms int8 NOT NULL,
    PRIMARY KEY (environment, plan, approver)
  )`,
  `CREATE TABLE releases (
    environment text NOT NULL,
    number int4 NOT NULL,
    live_set text NOT NULL,
    kind text NOT NULL,
    plan text,
    author text NOT NULL,
    author_name text NOT NULL,
    note text NOT NULL,
    changes text NOT NULL,
    at_ms int8 NOT NULL,
    PRIMARY KEY (environment, number)
  )`,
  `CREATE TABLE applied_setups (
    environment text NOT NULL,
    digest text NOT NULL,
    PRIMARY KEY (environment)
  )`,
  `CREATE INDEX plans_by_time ON plans (environment, created_at_ms DESC, id)`,
  `CREATE INDEX plans_open ON plans (environment) WHERE state = 'open'`,
];

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
