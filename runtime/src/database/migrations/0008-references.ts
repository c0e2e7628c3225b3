import { type Kysely, sql } from 'kysely';

/** Reference data of environments; its tables are told of in `reference-schema.ts`. */
const statements = [
  `CREATE TABLE reference_contents (
    environment text NOT NULL,
    hash text NOT NULL,
    content text NOT NULL,
    PRIMARY KEY (environment, hash)
  )`,
  `CREATE TABLE reference_versions (
    environment text NOT NULL,
    reference text NOT NULL,
    version int4 NOT NULL,
    hash text,
    kind text NOT NULL,
    title text,
    face text NOT NULL,
    rows int4 NOT NULL,
    bytes int4 NOT NULL,
    restores int4,
    note text NOT NULL,
    author text NOT NULL,
    author_name text NOT NULL,
    at_ms int8 NOT NULL,
    PRIMARY KEY (environment, reference, version)
  )`,
];

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
