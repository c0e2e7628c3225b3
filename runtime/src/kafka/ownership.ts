/** Works on a partition until the signal aborts, and has let go of it when it resolves. */
export type Own = (partition: number, signal: AbortSignal) => Promise<void>;

/** Who works on a partition in this process: the next begins when the one before has let go. */
export type Handover = Map<number, Promise<void>>;

/**
 * Which partitions a member of a group works on. What it keeps over a rebalance it goes on with undisturbed; what it loses
 * is aborted; and when nobody has confirmed its membership for too long, it drops everything, since others may have it.
 */
export class Ownership {
  readonly #own: Own;
  readonly #ending: AbortSignal;
  readonly #handover: Handover;
  readonly #fail: (error: unknown) => void;
  readonly #owned = new Map<number, AbortController>();
  readonly #working = new Set<Promise<void>>();
  #assigned: ReadonlySet<number> = new Set();

  constructor(
    own: Own,
    parts: { readonly ending: AbortSignal; readonly handover: Handover; readonly fail: (error: unknown) => void },
  ) {
    this.#own = own;
    this.#ending = parts.ending;
    this.#handover = parts.handover;
    this.#fail = parts.fail;
  }

  /** What is being worked on. */
  get partitions(): readonly number[] {
    return [...this.#owned.keys()];
  }

  assign(partitions: readonly number[]): void {
    this.#assigned = new Set(partitions);
    for (const partition of this.partitions) if (!this.#assigned.has(partition)) this.#drop(partition);
    this.confirm();
  }

  /** The membership holds: what was dropped for want of this is taken up again. */
  confirm(): void {
    if (this.#ending.aborted) return;
    for (const partition of this.#assigned) if (!this.#owned.has(partition)) this.#take(partition);
  }

  /** The membership is in doubt, or over with `forGood`. */
  drop(forGood = false): void {
    if (forGood) this.#assigned = new Set();
    for (const partition of this.partitions) this.#drop(partition);
  }

  /** Resolves when everything that was begun has let go. */
  async ended(): Promise<void> {
    await Promise.all(this.#working);
  }

  #take(partition: number): void {
    const letGo = new AbortController();
    const signal = AbortSignal.any([this.#ending, letGo.signal]);
    const before = this.#handover.get(partition);
    const work = async () => {
      await before;
      try {
        if (!signal.aborted) await this.#own(partition, signal);
      } catch (error) {
        this.#fail(error);
      }
    };
    const ended = work();
    this.#owned.set(partition, letGo);
    this.#handover.set(partition, ended);
    this.#working.add(ended);
    void ended.then(() => this.#working.delete(ended));
  }

  #drop(partition: number): void {
    this.#owned.get(partition)?.abort();
    this.#owned.delete(partition);
  }
}
