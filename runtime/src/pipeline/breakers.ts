import { LIMITS } from '@slipway/shared/limits';

/** What a call told about its target: it answered, or it could not be had for now. */
export type Heard = 'answered' | 'unwell';

/** How a connection stands; an open one is left alone until `untilMs`, then one call at a time tries it. */
export interface Breaker {
  readonly state: 'closed' | 'open' | 'half-open';
  readonly untilMs: number;
  /** Calls in a row that did not come to an answer. */
  readonly failures: number;
}

/** What breakers are made of. */
export interface BreakerOptions {
  readonly nowMs: () => number;
  /** Hears of every connection that opened, is tried or closed again. */
  readonly onChange: (connection: string, breaker: Breaker) => void;
}

const CLOSED: Breaker = { state: 'closed', untilMs: 0, failures: 0 };
/** A replay's clock stands still while its actions wait. */
const REPLAY_MOST_MS = 250;

/**
 * A circuit breaker per connection: after some calls in a row that could not be answered the connection is left alone, so
 * that a dead target is not asked by everybody, again and again; its calls wait and do not fail. Then one call tries it:
 * answered, all go on; not answered, it is left alone for twice as long.
 */
export class Breakers {
  readonly #options: BreakerOptions;
  readonly #breakers = new Map<string, Breaker & { readonly waitMs: number }>();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  /** How many calls to a connection may be on their way, of `most`. */
  capacity(connection: string, most: number): number {
    const { state } = this.#breakers.get(connection) ?? CLOSED;
    return state === 'closed' ? most : state === 'half-open' ? 1 : 0;
  }

  /** What a call came to. `afterMs` is for how long the target wants to be left alone. */
  heard(connection: string, heard: Heard, { afterMs = 0, replay = false } = {}): void {
    const before = this.#breakers.get(connection);
    if (heard === 'answered') {
      // A call that began before it opened says nothing new; the one that tries it does.
      if (before && before.state !== 'open') this.#close(connection, before);
      return;
    }
    if (before?.state === 'open') return;
    const failures = (before?.failures ?? 0) + 1;
    const tried = before?.state === 'half-open';
    if (!tried && failures < LIMITS.breakerFailures) {
      this.#breakers.set(connection, { ...CLOSED, failures, waitMs: 0 });
      return;
    }
    const most = replay ? REPLAY_MOST_MS : LIMITS.breakerMaxSeconds * 1_000;
    const doubled = tried ? before.waitMs * 2 : LIMITS.breakerSeconds * 1_000;
    const waitMs = Math.min(most, Math.max(doubled, afterMs));
    this.#open(connection, { state: 'open', untilMs: this.#options.nowMs() + waitMs, failures, waitMs });
  }

  /** Those that are not closed. */
  get all(): ReadonlyMap<string, Breaker> {
    return new Map([...this.#breakers].filter(([, breaker]) => breaker.state !== 'closed'));
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #close(connection: string, before: Breaker): void {
    this.#breakers.delete(connection);
    if (before.state !== 'closed') this.#options.onChange(connection, CLOSED);
  }

  #open(connection: string, breaker: Breaker & { readonly waitMs: number }): void {
    this.#breakers.set(connection, breaker);
    this.#options.onChange(connection, breaker);
    const timer = setTimeout(() => {
      const tried = { ...breaker, state: 'half-open' } as const;
      this.#breakers.set(connection, tried);
      this.#options.onChange(connection, tried);
    }, breaker.waitMs);
    clearTimeout(this.#timers.get(connection));
    this.#timers.set(connection, timer);
  }
}
