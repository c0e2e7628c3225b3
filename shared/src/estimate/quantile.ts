/** How long something took, or, while it is `open`, how long it has been under way; with what it counts. */
export interface Span {
  readonly hours: number;
  readonly open: boolean;
  readonly weight: number;
}

/**
 * How many samples of equal weight those that are over are worth (Kish 1965): 100 of which 90 hardly count are worth
 * about 10.
 */
export function effectiveSize(spans: readonly Span[]): number {
  let sum = 0;
  let squares = 0;
  for (const { open, weight } of spans) {
    if (open) continue;
    sum += weight;
    squares += weight * weight;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}

/**
 * The time by which the *next* one will be over with probability `q`, for each of some ascending probabilities; `spans`
 * are in the order of `inTime`.
 *
 * What is still open says that it takes longer than so far, and leaving it out would make everything look shorter than it
 * is: the share that is over by a time is Kaplan and Meier's estimate (1958). Of n that count alike and are all over, the
 * answer is the ⌈(n + 1) q⌉-th: the next one is as likely to fall into each of the n + 1 gaps between them, so that this
 * order statistic covers it in at least `q` of all cases whatever the distribution (split conformal prediction; Vovk et
 * al. 2005), where the quantile of the sample covers less, the more so the fewer there are. With weights n is the
 * effective size. Where there are too few for it, the longest that is over stands in.
 */
export function predictiveQuantiles(spans: readonly Span[], probabilities: readonly number[]): number[] {
  const size = effectiveSize(spans);
  const wanted = probabilities.map((q) => Math.min(1, ((size + 1) / size) * q) - ROUNDING);
  const found: number[] = [];
  let under = spans.reduce((sum, { weight }) => sum + weight, 0);
  let left = 1;
  let longest = Number.NaN;
  for (const { hours, open, weight } of spans) {
    if (!open) {
      left *= Math.max(0, 1 - weight / under);
      longest = hours;
      while (found.length < wanted.length && 1 - left >= (wanted[found.length] ?? 1)) found.push(hours);
    }
    under -= weight;
  }
  return probabilities.map((_, index) => found[index] ?? longest);
}

/** A share that is the wanted one but for rounding is the wanted one. */
const ROUNDING = 1e-9;

/** Shorter ones first; of equal ones those that are over, since the open ones take longer. */
export function inTime(a: Span, b: Span): number {
  return a.hours - b.hours || Number(a.open) - Number(b.open) || a.weight - b.weight;
}
