import type { Kysely } from 'kysely';

/** The embedded event log. See `../log-schema.ts`. */
export async function up(database: Kysely<never>): Promise<void> {
  await database.schema
    .createTable('log_heads')
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('partition', 'integer', (column) => column.notNull())
    .addColumn('next_offset', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('log_heads_key', ['environment', 'partition'])
    .execute();
  await database.schema
    .createTable('event_log')
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('partition', 'integer', (column) => column.notNull())
    .addColumn('offset', 'bigint', (column) => column.notNull())
    .addColumn('at_ms', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('event_log_key', ['environment', 'partition', 'offset'])
    .execute();
}
