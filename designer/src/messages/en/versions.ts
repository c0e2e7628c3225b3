/** Versions, differences, the printed page. */
export const versions = {} as const;
