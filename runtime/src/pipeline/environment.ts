import { Failure } from '@slipway/shared/failure';
import type { Database } from '../database/index.ts';
import { findEnvironment, insertEnvironment } from '../stores/environments.ts';
import { NOTHING_LIVE } from './live-content.ts';

/** A new environment: `replay` ones take their time from what is played, and `outbox` ones send nothing out. */
export interface NewEnvironment {
  readonly id: string;
  readonly kind: 'live' | 'replay';
  readonly deliversTo: 'outbox' | 'targets';
  readonly partitions: number;
}

/** Makes the log of an environment; adapters do it in their own way. */
export type CreateLog = (environment: string, partitions: number) => Promise<void>;

/**
 * Makes an environment; again does nothing, and fails with `conflict` where what cannot change (kind, partitions) is
 * described differently. Where it delivers to may have been changed since and stays.
 */
export async function createEnvironment(
  database: Database,
  createLog: CreateLog,
  wanted: NewEnvironment,
): Promise<void> {
  // Without a dot: environments stand in job ids. Short enough for a topic name.
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(wanted.id)) {
    throw new Failure('invalid-request', 'an environment is named like dev or prod-eu: a-z, 0-9, -, at most 40');
  }
  await createLog(wanted.id, wanted.partitions);
  await insertEnvironment(database.kysely, {
    id: wanted.id,
    kind: wanted.kind,
    delivers_to: wanted.deliversTo,
    partitions: wanted.partitions,
    live_set: NOTHING_LIVE,
    clock_ms: null,
  });
  const found = await findEnvironment(database.kysely, wanted.id);
  if (found?.kind !== wanted.kind || found.partitions !== wanted.partitions) {
    throw new Failure('conflict', `environment ${wanted.id} exists and is described differently`);
  }
}
