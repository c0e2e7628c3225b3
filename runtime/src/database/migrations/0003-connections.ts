import { type Kysely, sql } from 'kysely';

/** Secrets apart from their connections, and what is known of a connection; told in `connections-schema.ts`. */
const statements = [
  `CREATE TABLE secrets (
    environment text NOT NULL,
    slot text NOT NULL,
    field text NOT NULL,
    connector text NOT NULL,
    target text NOT NULL,
    key_id text NOT NULL,
    wrapped_key text NOT NULL,
    sealed text NOT NULL,
    set_at_ms int8 NOT NULL,
    PRIMARY KEY (environment, slot, field)
  )`,
  'ALTER TABLE connections ADD COLUMN revision int4 NOT NULL DEFAULT 1',
  'ALTER TABLE connections ADD COLUMN updated_at_ms int8',
  'ALTER TABLE connections ADD COLUMN updated_by text',
  'ALTER TABLE connections ADD COLUMN last_test text',
  'ALTER TABLE grants ADD COLUMN reason text',
  'ALTER TABLE grants ADD COLUMN granted_at_ms int8',
  'ALTER TABLE grants ADD COLUMN granted_by text',
  'CREATE INDEX attempts_by_end ON attempts (environment, ended_at_ms)',
];

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
