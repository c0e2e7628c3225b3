import { type Kysely, sql } from 'kysely';

/** The tests of workflows: with each version, and beside a draft. Their tables are told of in `library-schema.ts`. */
const statements = [
  `ALTER TABLE workflow_versions ADD COLUMN tests text NOT NULL DEFAULT '{"scenarios":[]}'`,
  `CREATE TABLE draft_tests (
    workflow text NOT NULL,
    person text NOT NULL,
    tests text NOT NULL,
    base int4,
    etag text NOT NULL,
    updated_at_ms int8 NOT NULL,
    PRIMARY KEY (workflow, person)
  )`,
];

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
