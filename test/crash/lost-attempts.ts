import { openDatabase } from '@slipway/runtime/database/index';
import type { LostAttempt } from './repeats.ts';

/** The attempts of a stopped runtime that no process lived to end. */
export async function lostAttempts(directory: string): Promise<readonly LostAttempt[]> {
  const database = await openDatabase({ directory });
  try {
    const rows = await database.kysely
      .selectFrom('attempts')
      .select(['action', 'started_at_ms', 'ended_at_ms'])
      .where((where) => where.or([where('code', '=', 'target-lost'), where('outcome', '=', 'open')]))
      .execute();
    return rows.map((row) => ({
      action: row.action,
      startedMs: row.started_at_ms,
      foundMs: row.ended_at_ms ?? Number.POSITIVE_INFINITY,
    }));
  } finally {
    await database.close();
  }
}
