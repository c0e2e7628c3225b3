/** The rules that one input matches: found in any order and as often as they like, told once and ascending. */
export class Hits {
  readonly #bits: Int32Array;
  #first = Number.MAX_SAFE_INTEGER;
  #last = -1;

  constructor(rules: number) {
    this.#bits = new Int32Array(Math.ceil(rules / 32));
  }

  has(rule: number): boolean {
    return ((this.#bits[rule >>> 5] as number) & (1 << (rule & 31))) !== 0;
  }

  add(rule: number): void {
    const word = rule >>> 5;
    this.#bits[word] = (this.#bits[word] as number) | (1 << (rule & 31));
    if (word < this.#first) this.#first = word;
    if (word > this.#last) this.#last = word;
  }

  /** Writes them into `into`, forgets them, and returns how many they were. */
  take(into: Uint32Array): number {
    let count = 0;
    for (let word = this.#first; word <= this.#last; word += 1) {
      let bits = this.#bits[word] as number;
      while (bits !== 0) {
        into[count++] = word * 32 + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
      }
      this.#bits[word] = 0;
    }
    this.#first = Number.MAX_SAFE_INTEGER;
    this.#last = -1;
    return count;
  }
}
