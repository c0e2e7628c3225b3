/** A record with the time at which it is played. */
export interface Timed<R> {
  readonly record: R;
  readonly atMs: number;
}

const PAGE = 2_000;

/**
 * The records of several partitions by the time at which they came, page by page; of equal times, partition by partition.
 * Within a partition time never goes back: a record that says otherwise came when the one before it did.
 */
export async function* byTime<R extends { readonly timestampMs: number }>(
  partitions: readonly AsyncIterable<readonly R[]>[],
): AsyncGenerator<readonly Timed<R>[]> {
  const heads = partitions.map((pages) => new Head(pages[Symbol.asyncIterator]()));
  for (const head of heads) await head.fill();
  let page: Timed<R>[] = [];
  for (;;) {
    const head = earliest(heads);
    const next = head?.take();
    if (!head || !next) break;
    page.push(next);
    if (head.isEmpty) await head.fill();
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

function earliest<R extends { readonly timestampMs: number }>(heads: readonly Head<R>[]): Head<R> | undefined {
  let first: Head<R> | undefined;
  for (const head of heads) if (head.atMs < (first?.atMs ?? Number.POSITIVE_INFINITY)) first = head;
  return first;
}

/** Where the reading of a partition stands. */
class Head<R extends { readonly timestampMs: number }> {
  readonly #pages: AsyncIterator<readonly R[]>;
  #records: readonly R[] = [];
  #at = 0;
  #clockMs = Number.NEGATIVE_INFINITY;

  constructor(pages: AsyncIterator<readonly R[]>) {
    this.#pages = pages;
  }

  get isEmpty(): boolean {
    return this.#at >= this.#records.length;
  }

  /** When its next record is played; infinite at the end. */
  get atMs(): number {
    const record = this.#records[this.#at];
    return record ? Math.max(this.#clockMs, record.timestampMs) : Number.POSITIVE_INFINITY;
  }

  take(): Timed<R> | undefined {
    const record = this.#records[this.#at];
    if (!record) return undefined;
    this.#clockMs = this.atMs;
    this.#at += 1;
    return { record, atMs: this.#clockMs };
  }

  /** Brings further records where none are at hand. */
  async fill(): Promise<void> {
    while (this.isEmpty) {
      const next = await this.#pages.next();
      this.#records = next.done ? [] : next.value;
      this.#at = 0;
      if (next.done) return;
    }
  }
}
