/** A timer of a subject, and when it is due. */
export interface DueTimer {
  readonly subject: string;
  readonly timer: string;
  readonly dueMs: number;
}

/** An outage: timers that fell due in (`fromMs`, `toMs`] wait, so that sources can deliver what they queued. */
export interface Hold {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How much of the partition's clock such timers wait after the outage. */
export const HOLD_MS = 10 * 60_000;

/** When a timer may fire under a hold. */
export function effectiveDue(dueMs: number, hold: Hold | null): number {
  return hold && dueMs > hold.fromMs && dueMs <= hold.toMs ? hold.toMs + HOLD_MS : dueMs;
}

/**
 * The timers of a partition as a binary heap, in the order in which they fire: effective due, subject, timer id. What
 * was set anew or deleted stays in the heap until it comes up and is then dropped.
 */
export class TimerQueue {
  #hold: Hold | null;
  #heap: DueTimer[] = [];
  readonly #set = new Map<string, DueTimer>();

  constructor(timers: Iterable<DueTimer>, hold: Hold | null) {
    this.#hold = hold;
    for (const timer of timers) this.set(timer);
  }

  get size(): number {
    return this.#set.size;
  }

  set(timer: DueTimer): void {
    const entry = { ...timer };
    this.#set.set(nameOf(timer), entry);
    this.#push(entry);
  }

  delete(timer: { readonly subject: string; readonly timer: string }): void {
    this.#set.delete(nameOf(timer));
  }

  hold(hold: Hold | null): void {
    this.#hold = hold;
    this.#heap = [];
    for (const timer of this.#set.values()) this.#push(timer);
  }

  /** When the next timer may fire; undefined when none is set. */
  nextDueMs(): number | undefined {
    const top = this.#top();
    return top && this.#due(top);
  }

  /** Takes out the next timer that may fire at `nowMs`. */
  take(nowMs: number): DueTimer | undefined {
    const top = this.#top();
    if (!top || this.#due(top) > nowMs) return undefined;
    this.#set.delete(nameOf(top));
    this.#pop();
    return top;
  }

  /** The subjects of the first `count` timers that may fire at `nowMs`; takes nothing out. */
  dueSubjects(nowMs: number, count: number): ReadonlySet<string> {
    const taken: DueTimer[] = [];
    while (taken.length < count) {
      const timer = this.take(nowMs);
      if (!timer) break;
      taken.push(timer);
    }
    for (const timer of taken) this.set(timer);
    return new Set(taken.map((timer) => timer.subject));
  }

  #due(timer: DueTimer): number {
    return effectiveDue(timer.dueMs, this.#hold);
  }

  #top(): DueTimer | undefined {
    for (;;) {
      const top = this.#heap[0];
      if (!top || this.#set.get(nameOf(top)) === top) return top;
      this.#pop();
    }
  }

  #before(a: DueTimer, b: DueTimer): boolean {
    const [dueA, dueB] = [this.#due(a), this.#due(b)];
    if (dueA !== dueB) return dueA < dueB;
    if (a.subject !== b.subject) return a.subject < b.subject;
    return a.timer < b.timer;
  }

  #push(timer: DueTimer): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(timer);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (!above || !this.#before(timer, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = timer;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      const left = heap[child];
      if (!left) break;
      const right = heap[child + 1];
      if (right && this.#before(right, left)) child += 1;
      const least = heap[child];
      if (!least || !this.#before(least, last)) break;
      heap[at] = least;
      at = child;
    }
    heap[at] = last;
  }
}

function nameOf(timer: { readonly subject: string; readonly timer: string }): string {
  return `${timer.subject}\n${timer.timer}`;
}
