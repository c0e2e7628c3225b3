import type { BacktestHistory } from '@slipway/shared/api';
import type { BacktestReport, Clock, NightlyBatch } from '@slipway/shared/backtest';
import type { Workflow } from '@slipway/shared/workflow';
import type { Database } from '../database/index.ts';
import { type References, shelfOf } from '../pipeline/references.ts';
import type { Answers, BacktestOrder } from './order.ts';
import type { TopicSpans } from './topic-history.ts';

/** What was asked for, as lists show it. */
export interface BacktestAsked {
  readonly history: BacktestHistory;
  readonly answers: 'recorded' | 'simulated';
  readonly nightlyAt: string;
  readonly zone: string;
  /** Whether it was compared with what was live then, also where nothing was. */
  readonly live: boolean;
  /** Set anew on the changed side; missing in backtests from before they were kept here. */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** What was said of simulated answers; missing as well. */
  readonly replies?: Answers;
  /** What the uploaded file is called. */
  readonly file: string | null;
}

/** All that is needed to play a stored backtest, and to play it again alike; reference data by its hash. */
export interface BacktestContent {
  readonly before: Workflow | null;
  readonly after: Workflow;
  readonly variables: BacktestOrder['variables'];
  readonly parts: BacktestOrder['parts'];
  readonly references: Readonly<Record<string, string>>;
  readonly answers: Answers;
  readonly clock: Clock;
  readonly nightly: NightlyBatch;
  /** Where each partition of the log ended when it was asked for. */
  readonly ends?: readonly number[];
  /** What is read of each partition of a topic, as it was then. */
  readonly spans?: TopicSpans;
  readonly untilMs?: number;
}

/** A report as it is stored: its subjects are rows of their own. */
export interface StoredReport extends Omit<BacktestReport, 'changed'> {
  readonly changed: number;
  readonly kept: number;
  readonly refused: number;
}

/** The order of a stored backtest. */
export async function orderOf(
  database: Database,
  environment: string,
  content: BacktestContent,
  further: Pick<BacktestOrder, 'answered' | 'fromMs' | 'traced' | 'changedMost'>,
): Promise<BacktestOrder> {
  const references = await shelfOf(database).load(environment, content.references);
  return withReferences(environment, content, references, further);
}

export function withReferences(
  environment: string,
  { before, after, variables, parts, answers, clock, nightly, untilMs }: BacktestContent,
  references: References,
  further: Pick<BacktestOrder, 'answered' | 'fromMs' | 'traced' | 'changedMost'>,
): BacktestOrder {
  return {
    environment,
    before,
    after,
    variables,
    references: Object.values(references),
    parts,
    answers,
    clock,
    nightly,
    ...(untilMs === undefined ? {} : { untilMs }),
    ...further,
  };
}

/** When reading ends and what does not count, in milliseconds. */
export function rangeOf({ history }: BacktestAsked): { readonly fromMs?: number; readonly toMs?: number } {
  if (history.kind !== 'stored') return {};
  return {
    ...(history.from === undefined ? {} : { fromMs: Date.parse(history.from) }),
    ...(history.to === undefined ? {} : { toMs: Date.parse(history.to) }),
  };
}
