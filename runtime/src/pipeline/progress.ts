/** Where an environment stands while it is quiet: the next offset of every partition, and when the next timer may fire. */
export interface AtRest {
  readonly highs: readonly (readonly [partition: number, offset: number])[];
  readonly nextDueMs: number | undefined;
}

/** How much of an environment is still under way. */
export interface UnderWay {
  readonly actions: number;
  readonly outbox: number;
  readonly lag: number;
  /** Partitions in which something waits to be decided. */
  readonly behind: readonly number[];
}

/** What of an environment is still under way; each partition by how far it was appended and decided. */
interface Way {
  readonly appended: Map<number, number>;
  readonly decided: Map<number, number>;
  /** When the next timer of each partition may fire; undefined without one. */
  readonly nextDue: Map<number, number | undefined>;
  readonly owed: Set<string>;
  outbox: number;
  appending: number;
  readonly waiting: Set<() => void>;
}

/**
 * Knows when an environment is quiet: everything appended is decided, no action is owed and nothing waits to be
 * appended. Fed by whoever moves things; nothing is asked for again and again.
 *
 * What is handed on is counted at its next station before it is taken off the last one, so quiet is never seen between.
 */
export class Progress {
  readonly #ways = new Map<string, Way>();

  appending(environment: string): void {
    this.#way(environment).appending += 1;
  }

  /** An append ended; `positions` is empty where it failed. */
  appended(environment: string, positions: readonly { readonly partition: number; readonly offset: number }[]): void {
    const way = this.#way(environment);
    for (const { partition, offset } of positions) raise(way.appended, partition, offset + 1);
    way.appending -= 1;
    this.#look(way);
  }

  /** What the log holds when we start. */
  holds(environment: string, partition: number, high: number): void {
    const { appended } = this.#way(environment);
    appended.set(partition, Math.max(high, appended.get(partition) ?? 0));
  }

  decided(environment: string, partition: number, nextOffset: number, nextDueMs: number | undefined): void {
    const way = this.#way(environment);
    way.nextDue.set(partition, nextDueMs);
    way.decided.set(partition, nextOffset);
    this.#look(way);
  }

  owe(environment: string, actions: readonly string[]): void {
    const { owed } = this.#way(environment);
    for (const action of actions) owed.add(action);
  }

  settle(environment: string, actions: readonly string[]): void {
    const way = this.#way(environment);
    for (const action of actions) way.owed.delete(action);
    this.#look(way);
  }

  /** Rows of the event outbox that came (positive) or went. */
  outbox(environment: string, change: number): void {
    const way = this.#way(environment);
    way.outbox += change;
    this.#look(way);
  }

  /** What is owed, what waits to be appended, and how many events are appended and not decided. */
  async underWay(environment: string): Promise<UnderWay> {
    const { appended, decided, owed, outbox } = this.#way(environment);
    return { actions: owed.size, outbox, ...lagOf([...appended], decided) };
  }

  /** Resolves when the environment is quiet, with where it stands; rejects when `signal` aborts. */
  async quiet(environment: string, signal: AbortSignal): Promise<AtRest> {
    const way = this.#way(environment);
    signal.throwIfAborted();
    if (quiet(way)) return restOf(way);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    way.waiting.add(resolve);
    try {
      await promise;
    } finally {
      way.waiting.delete(resolve);
      signal.removeEventListener('abort', abort);
    }
    return restOf(way);
  }

  #look(way: Way): void {
    if (way.waiting.size === 0 || !quiet(way)) return;
    for (const resolve of way.waiting) resolve();
    way.waiting.clear();
  }

  #way(environment: string): Way {
    let way = this.#ways.get(environment);
    if (!way) {
      way = {
        appended: new Map(),
        decided: new Map(),
        nextDue: new Map(),
        owed: new Set(),
        outbox: 0,
        appending: 0,
        waiting: new Set(),
      };
      this.#ways.set(environment, way);
    }
    return way;
  }
}

function quiet(way: Way): boolean {
  if (way.appending > 0 || way.outbox > 0 || way.owed.size > 0) return false;
  for (const [partition, high] of way.appended) if ((way.decided.get(partition) ?? 0) < high) return false;
  return true;
}

/** How many records lie between the two, and in which partitions. */
export function lagOf(
  highs: AtRest['highs'],
  next: ReadonlyMap<number, number>,
): { readonly lag: number; readonly behind: readonly number[] } {
  const behind = highs.filter(([partition, high]) => (next.get(partition) ?? 0) < high);
  const lag = behind.reduce((sum, [partition, high]) => sum + high - (next.get(partition) ?? 0), 0);
  return { lag, behind: behind.map(([partition]) => partition) };
}

function restOf({ nextDue, appended }: Way): AtRest {
  const dues = [...nextDue.values()].filter((due) => due !== undefined);
  return { highs: [...appended], nextDueMs: dues.length > 0 ? Math.min(...dues) : undefined };
}

function raise(marks: Map<number, number>, partition: number, to: number): void {
  if ((marks.get(partition) ?? 0) < to) marks.set(partition, to);
}
