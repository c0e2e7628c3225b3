import type { BacktestState } from '@slipway/shared/api';

/**
 * A backtest. `request` is what was asked for, `content` what is played for it, `report` what was found and `verdicts` the
 * little of it that lists show, all canonical JSON (`backtest/content.ts`). `upload` is the file that it was played over. While it runs, `owner` is the process that plays it; one that has not
 * moved `until_ms` on (by the database's clock) is gone. `changed_at_ms`, by that clock too, is for those who look on.
 */
export interface BacktestsTable {
  environment: string;
  id: string;
  workflow: string;
  name: string;
  state: BacktestState;
  after_hash: string;
  before_hash: string | null;
  draft: boolean;
  upload: string | null;
  request: string;
  content: string;
  verdicts: string | null;
  report: string | null;
  events: number;
  events_of: number | null;
  author: string;
  author_name: string;
  created_at_ms: number;
  started_at_ms: number | null;
  ended_at_ms: number | null;
  code: string | null;
  detail: string | null;
  owner: string | null;
  until_ms: number | null;
  changed_at_ms: number;
}

/** A subject that the versions differ on: its row as it is shown (JSON), and all that is searched in it, in lower case. */
export interface BacktestSubjectsTable {
  environment: string;
  backtest: string;
  position: number;
  subject: string;
  verdict: 'more' | 'fewer' | 'different';
  told: string;
  words: string;
}

/** A file of events to be played; `content` says what was found in it. Gone after a day, unless it was played. */
export interface BacktestUploadsTable {
  environment: string;
  id: string;
  content: string;
  author: string;
  created_at_ms: number;
}

/** Its events in the order in which they were known, some thousands to a page (JSON). */
export interface BacktestUploadPagesTable {
  environment: string;
  upload: string;
  page: number;
  records: string;
}

/** The tables of `migrations/0009-backtests.ts`. */
export interface BacktestTables {
  backtests: BacktestsTable;
  backtest_subjects: BacktestSubjectsTable;
  backtest_uploads: BacktestUploadsTable;
  backtest_upload_pages: BacktestUploadPagesTable;
}
