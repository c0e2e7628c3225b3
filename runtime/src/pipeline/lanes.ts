/**
 * Bounds how many calls go to one target side by side. Who finds a lane full does not wait in line with others' calls: its
 * work is parked and done when a place becomes free, so that a dead target holds up nobody else.
 */
export class Lanes {
  readonly #capacity: (lane: string) => number;
  readonly #lanes = new Map<string, { running: number; readonly parked: Map<string, () => Promise<void>> }>();
  readonly #running = new Set<Promise<void>>();
  #closed = false;

  /** `capacity` is asked whenever work could begin; where it grows by itself, `look` says so. */
  constructor(capacity: (lane: string) => number) {
    this.#capacity = capacity;
  }

  /** Runs `work`, or parks it under `id` (again: once). Resolves when the work that was run at once is done. */
  async enter(lane: string, id: string, work: () => Promise<void>): Promise<void> {
    if (this.#closed) return;
    const found = this.#lanes.get(lane) ?? { running: 0, parked: new Map() };
    this.#lanes.set(lane, found);
    if (found.running >= this.#capacity(lane)) {
      found.parked.set(id, work);
      return;
    }
    found.running += 1;
    const running = work().finally(() => {
      found.running -= 1;
      this.#running.delete(running);
      this.look(lane);
    });
    this.#running.add(running);
    await running;
  }

  /** Begins as much of what is parked as there is room for. */
  look(lane: string): void {
    const found = this.#lanes.get(lane);
    if (!found) return;
    for (const [id, work] of found.parked) {
      if (found.running >= this.#capacity(lane)) return;
      found.parked.delete(id);
      // What it throws was reported by the work itself; nobody waits for it here.
      this.enter(lane, id, work).catch(() => {});
    }
    if (found.running === 0 && found.parked.size === 0) this.#lanes.delete(lane);
  }

  /** Forgets what is parked (it is still owed) and waits for what runs. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#running);
  }
}
