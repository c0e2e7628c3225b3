import type { backtest as en } from '../en/backtest.ts';

/** Backtest, in German. */
export const backtest: Readonly<Record<keyof typeof en, string>> = {};
