/** A change of a backtest, by the database's clock. */
interface Change {
  readonly environment: string;
  readonly id: string;
  readonly changed_at_ms: number;
}

/** A change is seen when its transaction ends, which may be after later ones were seen. */
const LATE_MS = 2_000;

/** Which changes of backtests were heard of already, whatever the clock of this process says. */
export class HeardChanges {
  #lastMs = 0;
  #heard = new Map<string, number>();

  /** What was before is not asked for. */
  from(lastMs: number): void {
    this.#lastMs = lastMs + LATE_MS;
  }

  /** Behind which moment to ask. */
  get sinceMs(): number {
    return this.#lastMs - LATE_MS;
  }

  /** Those of them that are new. */
  fresh<C extends Change>(changes: readonly C[]): readonly C[] {
    const heard = new Map<string, number>();
    const fresh = changes.filter((change) => {
      const { environment, id, changed_at_ms } = change;
      heard.set(`${environment} ${id}`, changed_at_ms);
      return this.#heard.get(`${environment} ${id}`) !== changed_at_ms;
    });
    this.#heard = heard;
    this.#lastMs = Math.max(this.#lastMs, ...changes.map(({ changed_at_ms }) => changed_at_ms));
    return fresh;
  }
}
