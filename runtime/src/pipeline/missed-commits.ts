/** A commit as it is told. */
interface Told {
  readonly environment: string;
  readonly partition: number;
  readonly commit: number;
}

/**
 * Notices commits of which this process was not told: word of them may be lost with the process that made them. `read`
 * gives the number of the last commit of every partition, as the rows have it.
 */
export class MissedCommits {
  readonly #read: () => Promise<ReadonlyMap<string, number>>;
  readonly #heard = new Map<string, number>();
  #before: ReadonlyMap<string, number> | undefined;

  constructor(read: () => Promise<ReadonlyMap<string, number>>) {
    this.#read = read;
  }

  heard({ environment, partition, commit }: Told): void {
    const name = `${environment}/${partition}`;
    this.#heard.set(name, Math.max(commit, this.#heard.get(name) ?? 0));
  }

  /** Whether a commit that was there at the last look, too, has still not been told. Called now and then. */
  async look(): Promise<boolean> {
    const before = this.#before;
    this.#before = await this.#read();
    if (!before) {
      for (const [name, commit] of this.#before) this.#heard.set(name, Math.max(commit, this.#heard.get(name) ?? 0));
      return false;
    }
    let missed = false;
    for (const [name, commit] of before) {
      if (commit <= (this.#heard.get(name) ?? 0)) continue;
      this.#heard.set(name, commit);
      missed = true;
    }
    return missed;
  }
}
