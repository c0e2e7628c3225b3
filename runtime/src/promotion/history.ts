import type { Release } from '@slipway/shared/api';
import { instantFromMs } from '@slipway/shared/time';
import type { Environment } from '../stores/environments.ts';
import { listReleases, type ReleaseChange } from '../stores/release-history.ts';
import type { PromotionParts } from './parts.ts';

/** What an environment was given to run, newest first. */
export async function readHistory(
  parts: Pick<PromotionParts, 'database'>,
  environment: Environment,
  query: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: Release[]; next: string | null }> {
  const { items, next } = await listReleases(parts.database.kysely, environment.id, query);
  return {
    items: items.map((row) => ({
      number: row.number,
      liveSet: row.live_set,
      kind: row.kind,
      plan: row.plan,
      by: { id: row.author, name: row.author_name },
      at: instantFromMs(row.at_ms),
      note: row.note,
      changes: JSON.parse(row.changes) as ReleaseChange[],
      current: row.live_set === environment.live_set,
    })),
    next,
  };
}
