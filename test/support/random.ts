/** Numbers that look random and repeat with the seed (mulberry32): a failing round is played again from its seed. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number of at least `from` and below `to`. */
  between(from: number, to: number): number;
  /** `count` different members of `all` in random order; fewer when there are fewer. */
  sample<T>(all: readonly T[], count: number): T[];
}

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from));
  return {
    next,
    between,
    sample(all, count) {
      const rest = [...all];
      return Array.from({ length: Math.min(count, rest.length) }, () => rest.splice(between(0, rest.length), 1)).flat();
    },
  };
}
