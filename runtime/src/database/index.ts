export { backupDatabase } from './backup.ts';
export type { ConnectionPool, Database, PooledClient, QueryAnswer } from './database.ts';
export { backup, restore } from './directory-backup.ts';
export { type DatabaseOptions, type EmbeddedDatabase, openDatabase } from './open-database.ts';
export { openPostgres } from './open-postgres.ts';
export { type News, PostgresNews } from './postgres-news.ts';
export { type PostgresOptions, PostgresPool } from './postgres-pool.ts';
export type { Schema } from './schema.ts';
export { openTemporaryDatabase, type TemporaryDatabase, temporaryDirectory } from './temporary.ts';
