import { type Kysely, sql } from 'kysely';

const statements = [
  // Rounds go through the subjects of a partition by code unit, whatever the collation of the database.
  `DROP INDEX subjects_by_partition`,
  `CREATE INDEX subjects_by_partition ON subjects (environment, partition, subject COLLATE "C")`,
  `ALTER TABLE exceptions ADD COLUMN priority int4 NOT NULL DEFAULT 0`,
  `ALTER TABLE exceptions ADD COLUMN answer_by_ms int8 NOT NULL DEFAULT 9007199254740991`,
  `ALTER TABLE exceptions ADD COLUMN breached boolean NOT NULL DEFAULT false`,
  `ALTER TABLE exceptions ADD COLUMN reference text NOT NULL DEFAULT ''`,
  `ALTER TABLE exceptions ADD COLUMN parent text`,
  `UPDATE exceptions SET priority = 10 * power(2, severity_rank),
    reference = subject || '/' || type || CASE WHEN dedupe_key = '' THEN '' ELSE '/' || dedupe_key END`,
  `DROP INDEX exceptions_by_severity`,
  `DROP INDEX exceptions_all`,
  `CREATE INDEX exceptions_inbox ON exceptions
    (environment, open, priority DESC, answer_by_ms, detected_at_ms DESC, id)`,
  `CREATE INDEX exceptions_all ON exceptions (environment, priority DESC, answer_by_ms, detected_at_ms DESC, id)`,
  `CREATE INDEX exceptions_by_reference ON exceptions (environment, reference)`,
  `CREATE INDEX exceptions_by_parent ON exceptions (environment, parent) WHERE parent IS NOT NULL`,
  `CREATE TABLE heard_sources (
    environment text NOT NULL,
    feed text NOT NULL,
    source text NOT NULL,
    last_ms int8 NOT NULL,
    silent_since_ms int8,
    PRIMARY KEY (environment, feed, source)
  )`,
  `CREATE TABLE opened_counts (
    environment text NOT NULL,
    workflow text NOT NULL,
    partition int4 NOT NULL,
    slice_ms int8 NOT NULL,
    opened int4 NOT NULL,
    PRIMARY KEY (environment, workflow, partition, slice_ms)
  )`,
  `CREATE TABLE breakers (
    environment text NOT NULL,
    slot text NOT NULL,
    state text NOT NULL,
    failures int4 NOT NULL,
    until_ms int8 NOT NULL,
    at_ms int8 NOT NULL,
    PRIMARY KEY (environment, slot)
  )`,
];

/**
 * What the stateful half of the rule language needs, and what bounds it: rounds through the subjects, the promises about a case, and
 * sources that may fall silent; told in `senses-schema.ts`.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
