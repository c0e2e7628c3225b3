import { setTimeout as sleep } from 'node:timers/promises';
import { PostgresPool } from '@slipway/runtime/database/postgres-pool';
import { statusSchema } from '@slipway/shared/api';
import type { LostAttempt } from '../crash/repeats.ts';
import type { Api } from '../support/api.ts';

/** A process that does not play the replay itself looks once a second where it is; to ask more often tells nothing more. */
const LOOK_MS = 200;

/** How far the deciding is, straight from the rows. */
export class Progress {
  readonly #pool: PostgresPool;

  constructor(url: string) {
    this.#pool = new PostgresPool({ url, connections: 2 });
  }

  /** The number of commits so far; undefined while PostgreSQL is away. */
  async commits(): Promise<number | undefined> {
    const text = 'SELECT coalesce(sum(commit_number), 0)::int8 AS commits FROM checkpoints';
    return this.#pool.query<{ commits: number }>(text).then(
      ({ rows }) => rows[0]?.commits,
      () => undefined,
    );
  }

  /** The attempts whose process did not live to record their end. */
  async lostAttempts(): Promise<readonly LostAttempt[]> {
    const { rows } = await this.#pool.query<{ action: string; started: number; ended: number | null }>(
      `SELECT action, started_at_ms AS started, ended_at_ms AS ended FROM attempts
        WHERE code = 'target-lost' OR outcome = 'open'`,
    );
    return rows.map(({ action, started, ended }) => {
      return { action, startedMs: started, foundMs: ended ?? Number.POSITIVE_INFINITY };
    });
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

/**
 * Seconds from `fromMs` (performance.now) until the replay moves on: its time has to change twice, since the first change may be one that was
 * under way. Undefined when it came to its end, or did not move in time.
 */
export async function secondsUntilItMoves(api: Api, fromMs: number, timeoutMs = 60_000): Promise<number | undefined> {
  const began = performance.now();
  let changes = 0;
  let before: string | undefined;
  while (performance.now() - began < timeoutMs) {
    const replay = await api.get('/status', statusSchema).then(
      (status) => status.replay,
      () => undefined,
    );
    if (replay?.state === 'finished') return undefined;
    if (replay && replay.at !== before) {
      if (before !== undefined) changes += 1;
      before = replay.at;
    }
    if (changes >= 2) return Math.round((performance.now() - fromMs) / 100) / 10;
    await sleep(LOOK_MS);
  }
  return undefined;
}

/** How far the replay has come, as a share of all its events. */
export async function shareOf(api: Api): Promise<number> {
  const { replay } = await api.get('/status', statusSchema).catch(() => ({ replay: null }));
  return replay && replay.total > 0 ? replay.done / replay.total : 0;
}

/**
 * Waits until the replay has come so far, as a share of all its events; false when it came to its end before, or stood still for
 * `stillMs`.
 */
export async function untilShare(api: Api, share: number, stillMs = 180_000): Promise<boolean> {
  let movedMs = performance.now();
  let before = 0;
  for (;;) {
    if (performance.now() - movedMs > stillMs) return false;
    const { replay } = await api.get('/status', statusSchema).catch(() => ({ replay: null }));
    if (replay?.state === 'finished') return false;
    if (replay && replay.total > 0 && replay.done >= replay.total * share) return true;
    if (replay && replay.done !== before) {
      before = replay.done;
      movedMs = performance.now();
    }
    await sleep(LOOK_MS);
  }
}
