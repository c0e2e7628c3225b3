/** Scenarios and their tests. */
export const scenario = {} as const;
