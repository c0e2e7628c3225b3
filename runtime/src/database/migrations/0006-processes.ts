import { type Kysely, sql } from 'kysely';

/** What several processes of one installation share; told in `processes-schema.ts`. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`CREATE TABLE leases (
      environment text NOT NULL,
      name text NOT NULL,
      owner text NOT NULL,
      until_ms int8 NOT NULL,
      PRIMARY KEY (environment, name)
    )`)
    .execute(database);
}
