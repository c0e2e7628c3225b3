import type { Environment } from '../stores/environments.ts';
import type { Clock } from './clock.ts';

/** What time it is in each environment: the wall clock in a live one, what its replay says in a replay one. */
export class EnvironmentClocks {
  readonly #clock: Clock;
  readonly #replays = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  know(environment: Environment): void {
    if (environment.kind === 'replay') this.#replays.set(environment.id, environment.clock_ms ?? 0);
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
