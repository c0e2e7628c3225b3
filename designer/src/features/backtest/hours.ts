import type { SideReport } from '@slipway/shared/backtest';

/** One hour of the day that a nightly batch is waited for. */
export interface HourBar {
  /** Up to so many hours. */
  readonly hours: number;
  readonly cases: number;
  /** Its height, as a part of the highest. */
  readonly part: number;
  /** The median lies in it. */
  readonly middle: boolean;
}

/** How many cases were known how many hours sooner: a bar an hour. A day has 24; what lies above is of a longer night. */
export function hourBars({ byHour, median }: SideReport['hoursWon']): readonly HourBar[] {
  const shown = byHour.slice(0, (byHour[24] ?? 0) > 0 ? 25 : 24);
  const most = Math.max(1, ...shown);
  const middle = median === null ? -1 : Math.min(24, Math.max(0, Math.ceil(median) - 1));
  return shown.map((cases, at) => ({ hours: at + 1, cases, part: cases / most, middle: at === middle }));
}

/** Of the cases that people said something of, how many were worth it; null while nobody has. */
export function precision({ acted, noActionNeeded }: SideReport['feedback']): number | null {
  const said = acted + noActionNeeded;
  return said === 0 ? null : acted / said;
}
