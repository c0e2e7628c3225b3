import type { hands as en } from '../en/hands.ts';

/** Command bar, outline, groups, in German. */
export const hands: Readonly<Record<keyof typeof en, string>> = {};
