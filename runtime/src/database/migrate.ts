import { runMigrations } from 'bullmq';
import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { ConnectionPool } from './database.ts';
import type { Schema } from './schema.ts';

/** Brings the tables up to the last of `migrations`, each step in a transaction. Throws what went wrong. */
export async function migrate(kysely: Kysely<Schema>, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const migrator = new Migrator({ db: kysely, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** Brings BullMQ's own tables, in their own SQL schema, up to date. */
export async function migrateQueue(pool: ConnectionPool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
}
