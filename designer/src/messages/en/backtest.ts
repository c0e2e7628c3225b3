/** Backtest. */
export const backtest = {} as const;
