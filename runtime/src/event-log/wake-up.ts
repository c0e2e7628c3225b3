/**
 * Tells who waits for news of a name. `version` counts the news, so that what came between a look and the wait is seen.
 */
export class WakeUp {
  readonly #versions = new Map<string, number>();
  readonly #waiting = new Map<string, Set<() => void>>();

  version(name: string): number {
    return this.#versions.get(name) ?? 0;
  }

  wake(name: string): void {
    this.#versions.set(name, this.version(name) + 1);
    const waiting = this.#waiting.get(name);
    this.#waiting.delete(name);
    for (const resolve of waiting ?? []) resolve();
  }

  /** Resolves once there is news since `seen`, after `ms`, or when `signal` aborts. */
  async wait(name: string, seen: number, ms: number, signal: AbortSignal): Promise<void> {
    if (this.version(name) !== seen || signal.aborted) return;
    const waiting = this.#waiting.get(name) ?? new Set();
    this.#waiting.set(name, waiting);
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        waiting.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end);
      waiting.add(end);
    });
  }
}
