import { AsyncLocalStorage } from 'node:async_hooks';

const BREATH_EVERY_MS = 10;

/** Lets one holder at a time through, in the order of arrival. */
export class Door {
  #last: Promise<void> = Promise.resolve();
  #lastBreathMs = 0;
  readonly #inside = new AsyncLocalStorage<{ open: boolean }>();

  /** Resolves with the function that lets the next one in, once everybody before has left. */
  async enter(): Promise<() => void> {
    this.refuseInside();
    const before = this.#last;
    let leave: () => void = () => {};
    this.#last = new Promise((resolve) => {
      leave = resolve;
    });
    await before;
    await this.#breathe();
    return leave;
  }

  /** Whoever waits here from inside an open transaction waits for itself, for ever: better a bug that shows at once. */
  refuseInside(): void {
    if (this.#inside.getStore()?.open) {
      throw new Error('A query beside an open transaction: inside `transaction` use only the transaction it gives.');
    }
  }

  /**
   * The embedded database answers without ever leaving the queue of microtasks: while it is busy, no socket and no timer
   * would get its turn for seconds.
   */
  async #breathe(): Promise<void> {
    if (performance.now() - this.#lastBreathMs < BREATH_EVERY_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#lastBreathMs = performance.now();
  }

  /** Runs `work` marked as being inside a transaction, so that `enter` refuses it. */
  async inside<T>(work: () => Promise<T>): Promise<T> {
    const hold = { open: true };
    try {
      return await this.#inside.run(hold, work);
    } finally {
      hold.open = false;
    }
  }
}
