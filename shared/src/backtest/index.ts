export { Backtest, type BacktestOptions, type Versions } from './backtest.ts';
export { type Verdict, verdictOf } from './compare.ts';
export { type Found, reportOf } from './found.ts';
export { answeredBy, type Clock, type HistoryRecord } from './history.ts';
export { hoursWon, type NightlyBatch } from './nightly.ts';
export { type BacktestReport, backtestReportSchema, type ChangedSubject, type SideReport } from './report.ts';
export type { Side, SimulateAnswer, SimulatedAnswer, TracedStep } from './side.ts';
