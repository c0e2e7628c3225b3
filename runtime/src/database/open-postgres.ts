import { Failure } from '@slipway/shared/failure';
import { Kysely, type PostgresPool as KyselyPool, PostgresDialect } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { refusalIn } from './postgres-error.ts';
import { type PostgresOptions, PostgresPool } from './postgres-pool.ts';
import type { Schema } from './schema.ts';

const OLDEST = 150_000;

/**
 * Opens PostgreSQL (15 or newer) and brings its tables up to date; several processes may do so at the same time. Fails
 * with `unavailable` when it does not answer, with `invalid-config` when it refuses the login, with `newer-data` when a
 * newer Slipway has been here.
 */
export async function openPostgres(
  options: PostgresOptions & { readonly migrations?: Readonly<Record<string, Migration>> },
): Promise<Database> {
  await upgrade(options, options.migrations ?? MIGRATIONS);
  const pool = new PostgresPool(options);
  const kysely = kyselyOn(pool);
  return {
    kysely,
    pool,
    transaction: (work) => kysely.transaction().execute(work),
    close: () => pool.end(),
  };
}

async function upgrade(options: PostgresOptions, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const pool = new PostgresPool({ ...options, connections: 2, unhurried: true });
  try {
    await checkVersion(pool);
    await migrateOnce(kyselyOn(pool), migrations);
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal) throw new Failure('invalid-config', `DATABASE_URL: ${refusal}`, { cause: error });
    throw error;
  } finally {
    await pool.end();
  }
}

/** Kysely's type asks for cursors too, which it opens only where it is given a cursor class. */
function kyselyOn(pool: PostgresPool): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: pool as unknown as KyselyPool }) });
}

async function checkVersion(pool: PostgresPool): Promise<void> {
  const { rows } = await pool.query<{ version: number; name: string }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS name`,
  );
  const [server] = rows;
  if (server && server.version < OLDEST) {
    throw new Failure('invalid-config', `PostgreSQL ${server.name} is too old: 15 or newer is needed`);
  }
}

/** Kysely holds an advisory lock meanwhile, so that of several processes one migrates and the others find it done. */
async function migrateOnce(kysely: Kysely<Schema>, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  try {
    await migrate(kysely, migrations);
  } catch (error) {
    if (error instanceof Error && /previously executed migration .* is missing/.test(error.message)) {
      throw new Failure('newer-data', error.message, { cause: error });
    }
    throw error;
  }
}
