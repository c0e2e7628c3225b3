import type { Outcome, OutcomeRange } from '../stores/outcomes.ts';

/** Adds the outcome of the next offset, prolonging the last range where it can. */
export function addOutcome(ranges: OutcomeRange[], offset: number, outcome: Outcome): void {
  addRange(ranges, { from_offset: offset, to_offset: offset, outcome });
}

/** Adds a range behind the others. */
export function addRange(ranges: OutcomeRange[], range: OutcomeRange): void {
  const last = ranges.at(-1);
  if (last && last.outcome === range.outcome && last.to_offset + 1 === range.from_offset) {
    ranges[ranges.length - 1] = { ...last, to_offset: range.to_offset };
  } else {
    ranges.push(range);
  }
}
