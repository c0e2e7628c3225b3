/** What runs: counters, taps. */
export const watching = {} as const;
