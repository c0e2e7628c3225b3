import { AsyncLocalStorage } from 'node:async_hooks';

/** Lets one holder at a time through, in the order of arrival. */
export class Door {
  #last: Promise<void> = Promise.resolve();
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
    return leave;
  }

  /** Whoever waits here from inside an open transaction waits for itself, for ever: better a bug that shows at once. */
  refuseInside(): void {
    if (this.#inside.getStore()?.open) {
      throw new Error('A query beside an open transaction: inside `transaction` use only the transaction it gives.');
    }
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
