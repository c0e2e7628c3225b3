export { type FileHistory, inPages, readHistoryFile } from './file-history.ts';
export { logHistory } from './log-history.ts';
export type { Answers, BacktestOrder, HistoryText } from './order.ts';
export { partsFor } from './parts.ts';
export { runBacktest } from './run-backtest.ts';
