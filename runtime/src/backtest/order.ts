import type { Clock, NightlyBatch } from '@slipway/shared/backtest';
import type { Reference } from '@slipway/shared/reference';

/** What systems would answer to the actions of a step, where the history has no answer to them. */
export type Answers = Readonly<
  Record<
    string,
    { readonly afterMs: number; readonly output: unknown } | { readonly afterMs: number; readonly code: string }
  >
>;

/** What is compared, as it can be handed to another thread. */
export interface BacktestOrder {
  readonly environment: string;
  /** The graph of the version that is live; null where none is. */
  readonly before: unknown;
  readonly after: unknown;
  /** The variables of each version's side. */
  readonly variables: { readonly before: Variables; readonly after: Variables };
  readonly references: readonly Reference[];
  /** Workflows that subflows name, each under `<id> <version>`. */
  readonly parts: Readonly<Record<string, unknown>>;
  /** By step; a step that is not named is not answered. */
  readonly answers: Answers;
  /** Ids of actions that the history answers itself. */
  readonly answered: readonly string[];
  readonly clock?: Clock;
  readonly fromMs?: number;
  /** Up to when time passes behind the last event. */
  readonly untilMs?: number;
  readonly nightly?: NightlyBatch;
  readonly traced?: readonly string[];
  readonly changedMost?: number;
}
type Variables = Readonly<Record<string, unknown>>;

/** Of a record of the log as much as a backtest needs: the event is still text, and empty where only time passed. */
export interface HistoryText {
  readonly key: string;
  readonly value: string;
  readonly partition?: number;
  readonly atMs: number;
}
