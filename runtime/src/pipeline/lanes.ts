/**
 * Bounds how many calls go to one target side by side. Who finds a lane full does not wait in line with others' calls: its
 * work is parked and done when a place becomes free, so that a dead target holds up nobody else.
 */
export class Lanes {
  readonly #most: number;
  readonly #lanes = new Map<string, { running: number; readonly parked: Map<string, () => Promise<void>> }>();
  readonly #running = new Set<Promise<void>>();
  #closed = false;

  constructor(most: number) {
    this.#most = most;
  }

  /** Runs `work`, or parks it under `id` (again: once). Resolves when the work that was run at once is done. */
  async enter(lane: string, id: string, work: () => Promise<void>): Promise<void> {
    if (this.#closed) return;
    const found = this.#lanes.get(lane) ?? { running: 0, parked: new Map() };
    this.#lanes.set(lane, found);
    if (found.running >= this.#most) {
      found.parked.set(id, work);
      return;
    }
    found.running += 1;
    const running = work().finally(() => {
      found.running -= 1;
      this.#running.delete(running);
      this.#next(lane, found.parked);
    });
    this.#running.add(running);
    await running;
  }

  /** Forgets what is parked (it is still owed) and waits for what runs. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#running);
  }

  #next(lane: string, parked: Map<string, () => Promise<void>>): void {
    const first = parked.entries().next();
    if (first.done) {
      if (this.#lanes.get(lane)?.running === 0) this.#lanes.delete(lane);
      return;
    }
    const [id, work] = first.value;
    parked.delete(id);
    // What it throws was reported by the work itself; nobody waits for it here.
    this.enter(lane, id, work).catch(() => {});
  }
}
