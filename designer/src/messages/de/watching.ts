import type { watching as en } from '../en/watching.ts';

/** What runs: counters, taps, in German. */
export const watching: Readonly<Record<keyof typeof en, string>> = {};
