import type { Counters, NodeCounter } from '@slipway/shared/api';

/** Nothing is drawn more often than four times a second, whatever comes. */
const EACH_MS = 250;

/**
 * The live counts of a workflow, each watched by itself: of five hundred steps only those are drawn again that moved and
 * are seen.
 */
export class LiveCounts {
  readonly #nodes = new Map<string, NodeCounter>();
  readonly #ports = new Map<string, number>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #now: () => number;
  #next: Counters | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #takenMs = Number.NEGATIVE_INFINITY;

  constructor(first?: Counters, now: () => number = () => performance.now()) {
    this.#now = now;
    if (first) this.#write(first);
  }

  node = (id: string): NodeCounter | undefined => this.#nodes.get(id);
  port = (end: string): number | undefined => this.#ports.get(end);

  /** Calls back when the count of a step (`#<id>`) or of a port (`<step>.<port>`) moves. Answers how to stop. */
  watch(what: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(what) ?? new Set();
    this.#listeners.set(what, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** New counts; what comes too soon is kept until it is time. */
  take(counters: Counters | undefined): void {
    if (!counters) return;
    this.#next = counters;
    if (this.#timer !== undefined) return;
    const wait = this.#takenMs + EACH_MS - this.#now();
    if (wait <= 0) this.#flush();
    else this.#timer = setTimeout(() => this.#flush(), wait);
  }

  #flush(): void {
    this.#timer = undefined;
    this.#takenMs = this.#now();
    if (this.#next) for (const moved of this.#write(this.#next)) for (const tell of moved) tell();
  }

  #write({ nodes, ports }: Counters): readonly Set<() => void>[] {
    const moved: Set<() => void>[] = [];
    const note = (what: string) => {
      const listeners = this.#listeners.get(what);
      if (listeners && listeners.size > 0) moved.push(listeners);
    };
    for (const [id, counter] of Object.entries(nodes)) {
      const before = this.#nodes.get(id);
      if (before && sameCounter(before, counter)) continue;
      this.#nodes.set(id, counter);
      note(`#${id}`);
    }
    for (const [end, count] of Object.entries(ports)) {
      if (this.#ports.get(end) === count) continue;
      this.#ports.set(end, count);
      note(end);
    }
    return moved;
  }
}

function sameCounter(a: NodeCounter, b: NodeCounter): boolean {
  return (
    a.count === b.count &&
    a.waiting === b.waiting &&
    a.failed === b.failed &&
    a.spark.length === b.spark.length &&
    a.spark.every((value, at) => value === b.spark[at])
  );
}
