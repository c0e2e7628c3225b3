/** When an action may be tried again. */
export interface Schedule {
  readonly firstRetryMs: number;
  readonly mostRetryMs: number;
}

/** A replay's clock stands still while an action waits, so there is nothing to wait for but the target's own wish. */
const REPLAY_MOST_MS = 250;
const DOUBLINGS_MOST = 30;

/**
 * How long to wait after the `failed`th failure in a row: full jitter within first · 2^(n−1), at most `most` (after Brooker,
 * *Exponential Backoff And Jitter*), but never less than the target asked for.
 */
export function retryDelayMs(
  schedule: Schedule,
  failed: number,
  options: { readonly random: number; readonly afterMs?: number | undefined; readonly replay: boolean },
): number {
  const doubled = schedule.firstRetryMs * 2 ** Math.min(Math.max(failed - 1, 0), DOUBLINGS_MOST);
  const ceiling = Math.min(doubled, schedule.mostRetryMs, options.replay ? REPLAY_MOST_MS : Number.POSITIVE_INFINITY);
  return Math.max(Math.round(ceiling * options.random), options.afterMs ?? 0);
}
