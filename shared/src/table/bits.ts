/*
 * Sets of small numbers as bits of a bigint: the rows of a table, or the parts of a column. A table of 1,000 rows is then
 * decided by one AND per column.
 */

const WORD = 32n;

/** The numbers from `first` to `last`, both among them. */
export function stretch(first: number, last: number): bigint {
  return last < first ? 0n : ((1n << BigInt(last - first + 1)) - 1n) << BigInt(first);
}

export function bit(index: number): bigint {
  return 1n << BigInt(index);
}

/** The numbers of a set, the least first. */
export function members(bits: bigint): number[] {
  const found: number[] = [];
  for (let rest = bits, base = 0; rest !== 0n; rest >>= WORD, base += 32) {
    for (let word = Number(BigInt.asUintN(32, rest)); word !== 0; word = (word & (word - 1)) >>> 0)
      found.push(base + 31 - Math.clz32(word & -word));
  }
  return found;
}

/** The least number of a set that is not empty. */
export function least(bits: bigint): number {
  let base = 0;
  for (let rest = bits; ; rest >>= WORD, base += 32) {
    const word = Number(BigInt.asUintN(32, rest));
    if (word !== 0) return base + 31 - Math.clz32(word & -word);
  }
}
