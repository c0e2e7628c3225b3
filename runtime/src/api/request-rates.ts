import { Failure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import type { Principal } from './principal.ts';

const KEYS_MOST = 10_000;

interface Bucket {
  tokens: number;
  atMs: number;
}

/**
 * How many requests each may send: a bucket that holds a burst and refills evenly. The owner of the machine has no limit;
 * whoever shows no credential shares one with the address.
 */
export class RequestRates {
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts a request. Fails with `rate-limited`. */
  count(principal: Principal | null, address: string): void {
    if (principal?.kind === 'local') return;
    if (principal) this.#take(`who ${principal.id}`, LIMITS.requestsPerSecond, LIMITS.requestsBurst);
    else this.#take(`from ${address}`, LIMITS.guestRequestsPerSecond, LIMITS.guestRequestsBurst);
  }

  #take(key: string, perSecond: number, burst: number): void {
    const known = this.#buckets.get(key) ?? { tokens: burst, atMs: this.#now() };
    const tokens = this.#refilled(known, perSecond, burst);
    // Taken out and put in again, the longest unused come first.
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: Math.max(0, tokens - 1), atMs: this.#now() });
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > KEYS_MOST && oldest !== undefined) this.#buckets.delete(oldest);
    if (tokens < 1) throw new Failure('rate-limited');
  }

  #refilled(bucket: Bucket, perSecond: number, burst: number): number {
    const seconds = Math.max(0, this.#now() - bucket.atMs) / 1_000;
    return Math.min(burst, bucket.tokens + seconds * perSecond);
  }
}
