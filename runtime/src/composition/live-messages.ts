import type { LiveChange } from '@slipway/shared/api';
import { summarize } from '../api/routes/environment.ts';
import { countersFor } from '../api/routes/workflows.ts';
import type { Services } from '../api/services.ts';
import type { Pending } from '../live/pending.ts';
import { findEnvironment } from '../stores/environments.ts';

/** A live message: what the commits told, and beside it the counters, summary and replay as they are now. */
export async function composeMessage(services: Services, environment: string, pending: Pending): Promise<LiveChange> {
  const message = pending.message();
  const found = await findEnvironment(services.database.kysely, environment);
  if (!found) return message;
  const counters: NonNullable<LiveChange['counters']> = {};
  for (const workflow of pending.counted) {
    const counts = await countersFor(services, found, workflow);
    if (counts) counters[workflow] = { version: counts.version, nodes: counts.nodes, ports: counts.ports };
  }
  return {
    ...message,
    ...(pending.counted.size > 0 ? { counters } : {}),
    summary: await summarize(services, found),
    ...(pending.replay ? { replay: services.pipeline.replay(environment) } : {}),
  };
}
