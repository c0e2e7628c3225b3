/** The value below which a share of all lies, where each value may stand for several; 0 for none. */
export function percentile(values: readonly (readonly [value: number, weight: number])[], share: number): number {
  const sorted = [...values].sort((a, b) => a[0] - b[0]);
  const total = sorted.reduce((sum, [, weight]) => sum + weight, 0);
  let below = 0;
  for (const [value, weight] of sorted) {
    below += weight;
    if (below >= total * share) return Math.round(value * 10) / 10;
  }
  return 0;
}

/** The fiftieth and the ninety-ninth hundredth, in milliseconds. */
export function spread(values: readonly (readonly [value: number, weight: number])[]) {
  return { p50: percentile(values, 0.5), p99: percentile(values, 0.99) };
}
