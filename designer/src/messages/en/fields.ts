/** Expression fields and mapping. */
export const fields = {} as const;
