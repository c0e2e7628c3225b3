import type { Summary } from '@slipway/shared/api';
import type { Database } from '../database/index.ts';
import type { Pipeline } from '../pipeline/index.ts';
import { listCheckpoints } from '../stores/checkpoints.ts';

/** How far deciding is behind a log that is not in the database; in seconds by the time of what was decided last. */
export async function lagOf(
  database: Database,
  pipeline: Pick<Pipeline, 'progress' | 'clocks' | 'nowMs'>,
  environment: string,
): Promise<Summary['lag']> {
  const { lag: events, behind: partitions } = await pipeline.progress.underWay(environment);
  if (events === 0 || pipeline.clocks.isReplay(environment)) return { events, seconds: 0 };
  const behind = (await listCheckpoints(database.kysely, environment))
    .filter((checkpoint) => partitions.includes(checkpoint.partition) && checkpoint.clock_ms > 0)
    .map((checkpoint) => checkpoint.clock_ms);
  if (behind.length === 0) return { events, seconds: 0 };
  return { events, seconds: Math.max(0, Math.round((pipeline.nowMs() - Math.min(...behind)) / 100) / 10) };
}
