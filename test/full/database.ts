import { PostgresPool } from '@slipway/runtime/database/postgres-pool';
import type { Services } from './services.ts';

/** A database of its own on the running PostgreSQL, so that rounds do not see one another. */
export async function makeDatabase(services: Services, name: string): Promise<string> {
  const pool = new PostgresPool({ url: services.postgres.url, connections: 1 });
  try {
    await pool.query(`CREATE DATABASE "${name}"`);
  } finally {
    await pool.end();
  }
  const url = new URL(services.postgres.url);
  url.pathname = `/${name}`;
  return url.href;
}
