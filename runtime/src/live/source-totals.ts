import { OURSELVES } from '../pipeline/read-record.ts';

/** Events taken in by source: counted once in the database, from then on by what is committed. */
export class SourceTotals {
  readonly #count: (environment: string) => Promise<ReadonlyMap<string, number>>;
  readonly #totals = new Map<string, Promise<Map<string, number>>>();

  constructor(count: (environment: string) => Promise<ReadonlyMap<string, number>>) {
    this.#count = count;
  }

  of(environment: string): Promise<ReadonlyMap<string, number>> {
    const known = this.#totals.get(environment);
    if (known) return known;
    const counting = this.#count(environment).then((counts) => new Map(counts));
    this.#totals.set(environment, counting);
    counting.catch(() => this.#totals.delete(environment));
    return counting;
  }

  /** Counts everything anew: commits of other processes may have been missed. */
  forget(): void {
    this.#totals.clear();
  }

  async add(environment: string, sources: Readonly<Record<string, number>>): Promise<void> {
    // Before the first question nothing is held, and what is committed now is counted then.
    const totals = await this.#totals.get(environment);
    if (!totals) return;
    for (const [source, count] of Object.entries(sources)) {
      if (source.startsWith(OURSELVES)) continue;
      totals.set(source, (totals.get(source) ?? 0) + count);
    }
  }
}
