import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Failure } from '@slipway/shared/failure';
import { sql, type Transaction } from 'kysely';
import { backupDatabase, type Column, tablesOf } from './backup.ts';
import { checkBackupFile, readBackupFile } from './backup-file.ts';
import { readFormat } from './directory-format.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { openDatabase } from './open-database.ts';
import type { Schema } from './schema.ts';

const ROWS_PER_INSERT = 1_000;

/** Backs up a directory that no process has open; it stays in the format that it has. See `backupDatabase`. */
export async function backup(directory: string, file: string): Promise<void> {
  const format = readFormat(directory, Object.keys(MIGRATIONS).length);
  if (!format) throw new Failure('not-found', `${directory} is no data directory`);
  const database = await openDatabase({ directory, migrations: firstMigrations(format.version) });
  try {
    await backupDatabase(database, file, format.version);
  } finally {
    await database.close();
  }
}

/**
 * Makes `directory` from a backup, in the format that the backup has: opening it upgrades it. Fails with
 * `invalid-backup`, `newer-data` or `directory-not-empty`, and then leaves nothing behind.
 */
export async function restore(file: string, directory: string): Promise<void> {
  const header = await checkBackupFile(file);
  if (header.version > Object.keys(MIGRATIONS).length) throw new Failure('newer-data', `${file}: ${header.version}`);
  if (existsSync(directory) && readdirSync(directory).length > 0) throw new Failure('directory-not-empty', directory);
  // Filled beside its place and then moved there, so that a crash leaves no half of it to be taken for the whole.
  const unfinished = `${resolve(directory)}.restoring`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(dirname(unfinished), { recursive: true });
  try {
    const { partitions, version } = header;
    const migrations = firstMigrations(version);
    const database = await openDatabase({ directory: unfinished, partitions, migrations });
    try {
      await database.transaction((transaction) => fill(transaction, file));
    } finally {
      await database.close();
    }
    if (existsSync(directory)) rmdirSync(directory);
    renameSync(unfinished, directory);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}

function firstMigrations(count: number) {
  return Object.fromEntries(Object.entries(MIGRATIONS).slice(0, count));
}

async function fill(transaction: Transaction<Schema>, file: string): Promise<void> {
  const tables = await tablesOf(transaction);
  // Rows come table by table, so references between tables hold only at the end.
  await sql`SET LOCAL session_replication_role = replica`.execute(transaction);
  await sql`TRUNCATE ${sql.join([...tables.keys()].map((table) => sql.table(table)))}`.execute(transaction);
  let into: { table: string; columns: string[] } | undefined;
  let rows: (string | null)[][] = [];
  const flush = async () => {
    if (into && rows.length > 0) await insert(transaction, into.table, columnsOf(tables, into, file), rows);
    rows = [];
  };
  await readBackupFile(file, async (line) => {
    if (Array.isArray(line)) {
      if (rows.push(line) >= ROWS_PER_INSERT) await flush();
      return;
    }
    await flush();
    if ('table' in line) into = line;
    else await sql`SELECT setval(${line.sequence}::regclass, ${line.value}::int8)`.execute(transaction);
  });
  await flush();
}

function columnsOf(tables: Map<string, Column[]>, into: { table: string; columns: string[] }, file: string): Column[] {
  const known = tables.get(into.table) ?? [];
  return into.columns.map((name) => {
    const column = known.find((candidate) => candidate.name === name);
    if (!column) throw new Failure('invalid-backup', `${file}: unknown column ${into.table}.${name}`);
    return column;
  });
}

async function insert(
  transaction: Transaction<Schema>,
  table: string,
  columns: readonly Column[],
  rows: readonly (string | null)[][],
): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column.name)));
  // The type comes from this database's own catalogue, never from the file.
  const values = sql.join(columns.map(({ type }, at) => sql`(r.value ->> ${sql.lit(at)})::${sql.raw(type)}`));
  await sql`INSERT INTO ${sql.table(table)} (${names}) OVERRIDING SYSTEM VALUE
    SELECT ${values} FROM json_array_elements(${JSON.stringify(rows)}::json) AS r`.execute(transaction);
}
