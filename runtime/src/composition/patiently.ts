import { setTimeout as sleep } from 'node:timers/promises';
import { isFailure } from '@slipway/shared/failure';
import type { Logger } from '../telemetry/index.ts';

const AGAIN_MS = 1_000;

/** Does `work`, again and again while a service that it needs is away, saying so, until `signal` aborts. */
export async function patiently<T>(
  work: () => Promise<T>,
  about: { readonly logger: Logger; readonly what: string; readonly signal: AbortSignal },
): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isFailure(error) || error.code !== 'unavailable' || about.signal.aborted) throw error;
      const { cause } = error;
      about.logger.warn(`${about.what} is waited for`, {
        why: error.detail,
        ...(cause instanceof Error ? { reason: cause.message } : {}),
      });
      await sleep(AGAIN_MS, undefined, { signal: about.signal }).catch(() => {});
    }
  }
}
