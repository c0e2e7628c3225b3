/** Words of a page: 128 conjuncts that are stored, shared and skipped together. */
export const PAGE_WORDS = 4;
export const PAGE_BITS = PAGE_WORDS * 32;
/** Places of the two pages that every pool begins with. */
export const EMPTY = 0;
export const FULL = EMPTY + PAGE_WORDS;

/**
 * Pages of bitmaps, each kept once. A row is a list of places in `words`, so that ten thousand rows that differ in a
 * few bits cost a few pages, and a page of which nothing is left is known by its place alone.
 */
export class Pages {
  words = new Uint32Array(1_024);
  #used = 0;
  readonly #places = new Map<string, number>();

  constructor() {
    this.place(new Uint32Array(PAGE_WORDS));
    this.place(new Uint32Array(PAGE_WORDS).fill(0xffffffff));
  }

  place(page: Uint32Array): number {
    const key = page.join();
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    if (this.#used + PAGE_WORDS > this.words.length) {
      const larger = new Uint32Array(this.words.length * 2);
      larger.set(this.words);
      this.words = larger;
    }
    const place = this.#used;
    this.words.set(page, place);
    this.#used += PAGE_WORDS;
    this.#places.set(key, place);
    return place;
  }
}

/** A row in the making: each row is the changes of bits to the one before. */
export class RowDraft {
  readonly #pages: Pages;
  readonly #bits: Uint32Array;
  readonly #places: Uint32Array;
  readonly #changed = new Set<number>();

  /** Begins with a row in which every bit is set, or none. */
  constructor(room: { readonly pages: Pages; readonly bits: number }, full: boolean) {
    const count = Math.max(1, Math.ceil(room.bits / PAGE_BITS));
    this.#pages = room.pages;
    this.#bits = new Uint32Array(count * PAGE_WORDS).fill(full ? 0xffffffff : 0);
    this.#places = new Uint32Array(count).fill(full ? FULL : EMPTY);
  }

  set(bit: number, value: boolean): void {
    const word = bit >>> 5;
    const mask = 1 << (bit & 31);
    const before = this.#bits[word] ?? 0;
    this.#bits[word] = value ? before | mask : before & ~mask;
    this.#changed.add(Math.floor(bit / PAGE_BITS));
  }

  /** Where the pages of the row as it is now lie. */
  row(): Uint32Array {
    for (const page of this.#changed) {
      const at = page * PAGE_WORDS;
      this.#places[page] = this.#pages.place(this.#bits.subarray(at, at + PAGE_WORDS));
    }
    this.#changed.clear();
    return this.#places.slice();
  }
}
