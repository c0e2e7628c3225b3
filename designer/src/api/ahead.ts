/** So long what was read ahead is as good as read now. */
const FRESH_MS = 10_000;

/** What is read before anybody asks for it: taken once, by whoever asks for the same soon. All others read anew. */
export class Ahead<Value> {
  readonly #now: () => number;
  #begun: { readonly key: string; readonly value: Promise<Value>; readonly atMs: number } | undefined;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  begin(key: string, read: () => Promise<Value>): void {
    const value = read();
    // Whoever takes it hears of it.
    value.catch(() => undefined);
    this.#begun = { key, value, atMs: this.#now() };
  }

  take(key: string, read: () => Promise<Value>): Promise<Value> {
    const begun = this.#begun;
    this.#begun = undefined;
    return begun?.key === key && this.#now() - begun.atMs < FRESH_MS ? begun.value : read();
  }
}
