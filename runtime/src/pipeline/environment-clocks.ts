import type { Environment } from '../stores/environments.ts';
import type { Clock } from './clock.ts';

/** What time it is in each environment: the wall clock in a live one, what its replay says in a replay one. */
export class EnvironmentClocks {
  readonly #clock: Clock;
  readonly #read: ((environment: string) => Promise<Environment | undefined>) | undefined;
  readonly #replays = new Map<string, number>();
  readonly #live = new Set<string>();

  /** With `read`, another process may move a replay on, or make an environment: then its row is asked. */
  constructor(clock: Clock, read?: (environment: string) => Promise<Environment | undefined>) {
    this.#clock = clock;
    this.#read = read;
  }

  know(environment: Environment): void {
    if (environment.kind === 'replay') this.advance(environment.id, environment.clock_ms ?? 0);
    else this.#live.add(environment.id);
  }

  /** Makes what `replayMs` and `nowMs` say of an environment true, where others move its clock. */
  async refresh(environment: string): Promise<void> {
    if (!this.#read || this.#live.has(environment)) return;
    const found = await this.#read(environment);
    if (found) this.know(found);
  }

  /** Replay time never goes back. */
  advance(environment: string, toMs: number): void {
    this.#replays.set(environment, Math.max(toMs, this.#replays.get(environment) ?? 0));
  }

  isReplay(environment: string): boolean {
    return this.#replays.has(environment);
  }

  /** The clock of a replay environment; undefined in a live one. */
  replayMs(environment: string): number | undefined {
    return this.#replays.get(environment);
  }

  nowMs(environment: string): number {
    return this.#replays.get(environment) ?? this.#clock.nowMs();
  }
}
