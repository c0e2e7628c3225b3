import type { Database } from '../database/index.ts';
import type { EventLog } from '../event-log/index.ts';
import { WakeUp } from '../event-log/wake-up.ts';
import { readUnderWay, type Under } from '../stores/rest.ts';
import { type AtRest, lagOf, Progress, type UnderWay } from './progress.ts';

/** Where no news comes, for it may be lost, the rows are looked at anew. */
const LOOK_AGAIN_MS = 300;

/**
 * `Progress` where several processes move an environment: nothing is counted in memory, rows and log are asked. `moved`
 * hears of what this process moved, so that whoever waits elsewhere looks at once.
 */
export class SharedProgress extends Progress {
  readonly #database: Database;
  readonly #log: EventLog;
  readonly #moved: (environment: string) => void;
  readonly #wakeUp = new WakeUp();
  readonly #known = new Map<string, Map<number, number>>();

  constructor(parts: {
    readonly database: Database;
    readonly log: EventLog;
    readonly moved: (environment: string) => void;
  }) {
    super();
    this.#database = parts.database;
    this.#log = parts.log;
    this.#moved = parts.moved;
  }

  /** Something moved, here or in another process. */
  wake(environment: string): void {
    this.#wakeUp.wake(environment);
  }

  override appending(): void {}

  /** What this process appended: below it there is no need to ask the log. */
  override appended(
    environment: string,
    positions: readonly { readonly partition: number; readonly offset: number }[],
  ): void {
    const known = this.#known.get(environment) ?? new Map<number, number>();
    this.#known.set(environment, known);
    for (const { partition, offset } of positions)
      known.set(partition, Math.max(offset + 1, known.get(partition) ?? 0));
  }

  override holds(): void {}
  override owe(): void {}

  override decided(environment: string): void {
    this.#tell(environment);
  }

  override settle(environment: string, actions: readonly string[]): void {
    if (actions.length > 0) this.#tell(environment);
  }

  override outbox(environment: string, change: number): void {
    if (change < 0) this.#tell(environment);
  }

  async #highs(environment: string): Promise<AtRest['highs']> {
    const partitions = await this.#log.partitions(environment);
    const all = Array.from({ length: partitions }, (_, partition) => partition);
    return Promise.all(
      all.map(async (partition) => [partition, (await this.#log.marks(environment, partition)).high] as const),
    );
  }

  override async underWay(environment: string): Promise<UnderWay> {
    const { actions, outbox, next } = await this.#look(environment);
    return { actions, outbox, ...lagOf(await this.#highs(environment), next) };
  }

  override async quiet(environment: string, signal: AbortSignal): Promise<AtRest> {
    for (;;) {
      signal.throwIfAborted();
      const seen = this.#wakeUp.version(environment);
      const rest = await this.#rest(environment);
      if (rest) return rest;
      await this.#wakeUp.wait(environment, seen, LOOK_AGAIN_MS, signal);
    }
  }

  /**
   * The rows first, then the log: what was appended by the moment of the rows is below its marks, an outbox row goes only
   * after its record has come, and what the rows call decided was there. So equal means that all was at rest then.
   */
  async #rest(environment: string): Promise<AtRest | undefined> {
    const { actions, outbox, next, nextDueMs } = await this.#look(environment);
    if (actions + outbox > 0) return undefined;
    for (const [partition, known] of this.#known.get(environment) ?? []) {
      if ((next.get(partition) ?? 0) < known) return undefined;
    }
    const highs = await this.#highs(environment);
    const decided = highs.every(([partition, high]) => (next.get(partition) ?? 0) >= high);
    return decided ? { highs, nextDueMs: nextDueMs ?? undefined } : undefined;
  }

  #look(environment: string): Promise<Under> {
    return readUnderWay(this.#database.kysely, environment);
  }

  #tell(environment: string): void {
    this.wake(environment);
    this.#moved(environment);
  }
}
