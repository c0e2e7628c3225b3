import { PerformanceObserver } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

/** Bytes that are held after everything that nobody holds is gone. */
export function heldBytes(): number {
  gc();
  gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Watches for how long collecting garbage stops the thread. */
export class Pauses {
  #longestMs = 0;
  readonly #observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) this.#longestMs = Math.max(this.#longestMs, duration);
  });

  constructor() {
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  /** The longest pause so far, in milliseconds. */
  async stop(): Promise<number> {
    // What is observed is told in a later turn of the loop.
    await new Promise((resolve) => setTimeout(resolve, 50));
    this.#observer.disconnect();
    return Math.round(this.#longestMs * 10) / 10;
  }
}
