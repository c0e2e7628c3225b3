import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite, types } from '@electric-sql/pglite';
import { Failure } from '@slipway/shared/failure';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import type { Migration } from 'kysely/migration';
import { backupDatabase } from './backup.ts';
import { readFormat, writeFormat } from './directory-format.ts';
import { lockDirectory } from './directory-lock.ts';
import type { EmbeddedDatabase } from './embedded-database.ts';
import { EmbeddedPool } from './embedded-pool.ts';
import { migrate, migrateQueue } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Schema } from './schema.ts';

/** Where the embedded database lies, and what is expected of it. */
export interface DatabaseOptions {
  readonly directory: string;
  /** For a new directory, and checked against an existing one. Left out: 4, or what the directory has. */
  readonly partitions?: number;
  /** The migrations to bring it up to; only tests and restore give others than all. */
  readonly migrations?: Readonly<Record<string, Migration>>;
}

const PARTITIONS_DEFAULT = 4;

const SETTINGS = [
  // BullMQ's statements name their tables and functions without a schema; ours come first.
  'search_path=public, bullmq',
  'timezone=UTC',
  // What is replayed after a kill: a gigabyte, as PostgreSQL has it, would take a quarter of a minute.
  'max_wal_size=128MB',
  'jit=off',
];

/**
 * Opens the embedded database (PGlite) in `directory`, which it makes, locks and, where it is of an older format, backs
 * up into `backups/` and upgrades. Fails with `directory-locked`, `newer-data` or `partition-mismatch`.
 */
export async function openDatabase(options: DatabaseOptions): Promise<EmbeddedDatabase> {
  const { directory, migrations = MIGRATIONS } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  const unlock = lockDirectory(directory);
  try {
    return await openLocked(directory, migrations, options.partitions, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function openLocked(
  directory: string,
  migrations: Readonly<Record<string, Migration>>,
  partitionsAsked: number | undefined,
  unlock: () => void,
): Promise<EmbeddedDatabase> {
  const version = Object.keys(migrations).length;
  const found = readFormat(directory, version);
  const partitions = found?.partitions ?? partitionsAsked ?? PARTITIONS_DEFAULT;
  if (partitionsAsked !== undefined && partitionsAsked !== partitions) {
    throw new Failure('partition-mismatch', `${directory} has ${partitions}, asked for ${partitionsAsked}`);
  }
  const pglite = await openPGlite(join(directory, 'database'));
  const database = embedded(pglite, { directory, partitions, unlock });
  try {
    if (found && found.version < version) await backUpOld(database, found.version, version);
    await migrate(database.kysely, migrations);
    await migrateQueue(database.pool);
    // After the migrations, so that a crash among them finds them due again: each runs once, whatever this file says.
    const created = found?.created ?? new Date().toISOString();
    if (found?.version !== version) writeFormat(directory, { version, created, partitions });
    return database;
  } catch (error) {
    await pglite.close();
    throw error;
  }
}

async function backUpOld(database: EmbeddedDatabase, from: number, to: number): Promise<void> {
  const folder = join(database.directory, 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
  await backupDatabase(database, join(folder, `before-upgrade-${from}-to-${to}-${time}.slipway-backup`), from);
}

async function openPGlite(directory: string): Promise<PGlite> {
  return PGlite.create({
    dataDir: directory,
    parsers: { [types.INT8]: parseInt8 },
    startParams: [...PGlite.defaultStartParams, ...SETTINGS.flatMap((setting) => ['-c', setting])],
  });
}

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`An int8 beyond 2^53 cannot be read as a number: ${text}`);
  return value;
}

function embedded(
  pglite: PGlite,
  about: { directory: string; partitions: number; unlock: () => void },
): EmbeddedDatabase {
  const pool = new EmbeddedPool(pglite);
  // Kysely's type asks for cursors too, which it opens only where it is given a cursor class.
  const dialect = new PostgresDialect({ pool: pool as unknown as PostgresPool });
  const kysely = new Kysely<Schema>({ dialect });
  let closing: Promise<void> | undefined;
  const close = async () => {
    await pool.end();
    await pglite.close();
    about.unlock();
  };
  return {
    directory: about.directory,
    partitions: about.partitions,
    kysely,
    pool,
    transaction: (work) => kysely.transaction().execute((transaction) => pool.door.inside(() => work(transaction))),
    vacuum: async () => {
      await pool.query('VACUUM (ANALYZE)');
    },
    refuseInsideTransaction: () => pool.door.refuseInside(),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
