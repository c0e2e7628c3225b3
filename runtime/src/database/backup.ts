import { type Kysely, sql, type Transaction } from 'kysely';
import { type BackupHeader, writeBackupFile } from './backup-file.ts';
import type { EmbeddedDatabase } from './embedded-database.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Schema } from './schema.ts';

const ROWS_PER_READ = 2_000;

/**
 * Writes everything that the open database holds into one `file`, as of one moment. Everybody else waits meanwhile, as
 * the database is one connection. The action queue is left out: it is filled again from the actions' rows.
 */
export async function backupDatabase(
  database: EmbeddedDatabase,
  file: string,
  version = Object.keys(MIGRATIONS).length,
): Promise<void> {
  const created = new Date().toISOString();
  const header: BackupHeader = { slipway: 'backup', version, created, partitions: database.partitions };
  const snapshot = database.kysely.transaction().setIsolationLevel('repeatable read');
  await snapshot.execute((transaction) => writeBackupFile(file, header, linesOf(transaction)));
}

async function* linesOf(transaction: Transaction<Schema>): AsyncIterable<string> {
  for (const [table, columns] of await tablesOf(transaction)) {
    const names = columns.map((column) => column.name);
    yield JSON.stringify({ table, columns: names });
    const values = sql.join(names.map((name) => sql`${sql.ref(name)}::text`));
    await sql`DECLARE backup NO SCROLL CURSOR FOR
      SELECT json_build_array(${values})::text AS line FROM ${sql.table(table)}`.execute(transaction);
    for (;;) {
      const fetch = sql<{ line: string }>`FETCH ${sql.lit(ROWS_PER_READ)} FROM backup`;
      const { rows } = await fetch.execute(transaction);
      for (const row of rows) yield row.line;
      if (rows.length < ROWS_PER_READ) break;
    }
    await sql`CLOSE backup`.execute(transaction);
  }
  const sequences = await sql<{ sequence: string; value: string }>`
    SELECT sequencename AS sequence, last_value::text AS value FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY 1`.execute(transaction);
  for (const sequence of sequences.rows) yield JSON.stringify(sequence);
}

/** A column and its type as PostgreSQL writes it. */
export interface Column {
  readonly name: string;
  readonly type: string;
}

/** The tables with those of their columns that hold what was written, by name. */
export async function tablesOf(database: Kysely<Schema>): Promise<Map<string, Column[]>> {
  const { rows } = await sql<{ table: string } & Column>`
    SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE 'kysely_%'
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    ORDER BY c.relname, a.attnum`.execute(database);
  return Map.groupBy(rows, (row) => row.table) as Map<string, Column[]>;
}
