import { sql } from 'kysely';
import type { Executor } from './statement.ts';

/** Whose work it is. */
export interface LeaseName {
  readonly environment: string;
  readonly name: string;
  readonly owner: string;
}

// The database's clock alone: those of the processes may differ.
const nowMs = sql`(extract(epoch FROM clock_timestamp()) * 1000)::int8`;

/** Takes a lease that is free, or prolongs one's own; false while another holds it. */
export async function takeLease(executor: Executor, lease: LeaseName, forMs: number): Promise<boolean> {
  const { environment, name, owner } = lease;
  const { rows } = await sql`INSERT INTO leases (environment, name, owner, until_ms)
    VALUES (${environment}, ${name}, ${owner}, ${nowMs} + ${forMs}::int8)
    ON CONFLICT (environment, name) DO UPDATE SET owner = excluded.owner, until_ms = excluded.until_ms
      WHERE leases.owner = excluded.owner OR leases.until_ms < ${nowMs}
    RETURNING 1`.execute(executor);
  return rows.length > 0;
}

/** Gives a lease back before its time. */
export async function returnLease(executor: Executor, { environment, name, owner }: LeaseName): Promise<void> {
  await executor
    .deleteFrom('leases')
    .where('environment', '=', environment)
    .where('name', '=', name)
    .where('owner', '=', owner)
    .execute();
}
