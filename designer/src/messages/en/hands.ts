/** Command bar, outline, groups. */
export const hands = {} as const;
