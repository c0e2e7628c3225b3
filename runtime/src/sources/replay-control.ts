import type { Replay, ReplayChange } from '@slipway/shared/api';
import { instantFromMs } from '@slipway/shared/time';

/** As fast as it goes, as a number that the API can show. */
export const SPEED_MAX = 10_000;
const DAY_MS = 24 * 3_600_000;

/** How fast a replay runs, whether it stands, and how far it is; changed by people while it runs. */
export class ReplayControl {
  #state: Replay['state'];
  #speed: number;
  #clockMs: number;
  #done = 0;
  #total = 0;
  readonly #environment: string;
  readonly #changed = new Set<() => void>();

  constructor(environment: string, start: { state: Replay['state']; speed: number | 'max'; clockMs: number }) {
    this.#environment = environment;
    this.#state = start.state;
    this.#speed = start.speed === 'max' ? SPEED_MAX : start.speed;
    this.#clockMs = start.clockMs;
  }

  /** For the API. */
  get status(): Replay {
    return {
      environment: this.#environment,
      state: this.#state,
      speed: this.#speed,
      at: instantFromMs(this.#clockMs),
      done: this.#done,
      total: this.#total,
    };
  }

  change(change: ReplayChange): void {
    if (this.#state !== 'finished' && change.state) this.#state = change.state;
    this.#speed = change.speed ?? this.#speed;
    for (const wake of this.#changed) wake();
    this.#changed.clear();
  }

  /** Shows what another process plays. */
  mirror(played: {
    readonly state: Replay['state'];
    readonly speed: number | 'max';
    readonly clockMs: number;
    readonly done: number;
    readonly total: number;
  }): void {
    this.#state = played.state;
    this.#speed = played.speed === 'max' ? SPEED_MAX : played.speed;
    this.moved(played.clockMs, played.done, played.total);
  }

  moved(clockMs: number, done: number, total: number): void {
    this.#clockMs = clockMs;
    this.#done = done;
    this.#total = total;
  }

  finished(): void {
    this.#state = 'finished';
    this.#done = this.#total;
  }

  /** Waits as long as the time between two moments takes at the present speed, and while the replay is paused. */
  async pace(fromMs: number, toMs: number, signal: AbortSignal): Promise<void> {
    let restMs = Math.max(0, toMs - fromMs);
    for (;;) {
      signal.throwIfAborted();
      if (this.#state === 'paused') {
        await this.#wait(undefined, signal);
        continue;
      }
      if (this.#speed >= SPEED_MAX || restMs <= 0) return;
      const msPerMs = (this.#speed * DAY_MS) / 1_000;
      const before = performance.now();
      const speed = msPerMs;
      await this.#wait(restMs / msPerMs, signal);
      restMs -= (performance.now() - before) * speed;
      // A timer may come a trifle early.
      if (restMs < speed) return;
    }
  }

  /** Until something is changed, `signal` aborts, or so many milliseconds have passed. */
  async #wait(ms: number | undefined, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = ms === undefined ? undefined : setTimeout(resolve, ms);
    const wake = () => resolve();
    this.#changed.add(wake);
    signal.addEventListener('abort', wake, { once: true });
    await promise;
    clearTimeout(timer);
    this.#changed.delete(wake);
    signal.removeEventListener('abort', wake);
  }
}
