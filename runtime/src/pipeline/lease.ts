import { randomUUID } from 'node:crypto';
import type { Database } from '../database/index.ts';
import { returnLease, takeLease } from '../stores/leases.ts';

/** A lease that is not renewed is free after so long; a killed holder is missed for as long. */
const LEASE_MS = 6_000;
const RENEW_MS = 1_500;

/**
 * Work that only one process at a time may do. A process that was stopped for long and goes on may, for a moment, not
 * know that it has lost a lease: what it does then must be harmless twice.
 */
export class Leases {
  readonly #database: Database;
  readonly #onError: (error: unknown, where: string) => void;
  readonly owner = randomUUID();

  constructor(database: Database, onError: (error: unknown, where: string) => void) {
    this.#database = database;
    this.#onError = onError;
  }

  /**
   * Runs `work` whenever this process holds the lease, and again after it was lost or failed, until `signal` aborts or
   * `work` resolves. The signal that `work` gets aborts when the lease is lost.
   */
  async hold(
    place: { readonly environment: string; readonly name: string },
    signal: AbortSignal,
    work: (held: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const lease = { ...place, owner: this.owner };
    while (!signal.aborted) {
      const since = performance.now();
      if (await this.#take(lease)) {
        if (await this.#workOn(lease, since, signal, work)) return;
      }
      await sleep(RENEW_MS, signal);
    }
  }

  /** Answers whether the work was done, and not only ended. */
  async #workOn(
    lease: { readonly environment: string; readonly name: string; readonly owner: string },
    since: number,
    signal: AbortSignal,
    work: (held: AbortSignal) => Promise<void>,
  ): Promise<boolean> {
    const lost = new AbortController();
    const held = AbortSignal.any([signal, lost.signal]);
    let sure = since;
    const renewing = setInterval(async () => {
      const asked = performance.now();
      if (await this.#take(lease)) sure = asked;
      else if (performance.now() - sure > LEASE_MS) lost.abort(new Error(`the lease of ${lease.name} was lost`));
    }, RENEW_MS);
    try {
      await work(held);
      return !held.aborted;
    } catch (error) {
      if (!held.aborted) this.#onError(error, `${lease.environment}: ${lease.name}`);
      return false;
    } finally {
      clearInterval(renewing);
      await returnLease(this.#database.kysely, lease).catch(() => {});
    }
  }

  async #take(lease: { readonly environment: string; readonly name: string; readonly owner: string }) {
    try {
      return await takeLease(this.#database.kysely, lease, LEASE_MS);
    } catch (error) {
      this.#onError(error, `the lease of ${lease.name}`);
      return false;
    }
  }
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
