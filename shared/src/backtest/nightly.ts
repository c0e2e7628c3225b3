import { wallDayOf, wallTimeMs } from '../time/index.ts';

/** A job that looks once a day, as most companies have one: what it would have found, it finds then. */
export interface NightlyBatch {
  /** Minutes after local midnight. */
  readonly minute: number;
  readonly timeZone: string;
}

export const TWO_AT_NIGHT: NightlyBatch = { minute: 120, timeZone: 'UTC' };

/** How many hours sooner something is known than a nightly batch would have told of it. */
export function hoursWon(atMs: number, { minute, timeZone }: NightlyBatch): number {
  const day = wallDayOf(atMs, timeZone);
  const today = wallTimeMs(day, minute, timeZone);
  const nextMs = today > atMs ? today : wallTimeMs(day + 1, minute, timeZone);
  return (nextMs - atMs) / 3_600_000;
}
