import type { ActionRequest, Decision, ExceptionRecord } from '../engine/index.ts';
import { hashOf } from '../json/index.ts';

/** A run that began. `node` is the sense that fired it. */
export interface RunTold {
  readonly id: string;
  readonly node: string;
  readonly atMs: number;
  readonly status: string;
  readonly outcome: string | null;
}

/** A case that was opened. */
export interface CaseTold {
  readonly id: string;
  readonly type: string;
  readonly severity: string;
  readonly title: string;
  readonly atMs: number;
  readonly closedAt: string | null;
  readonly state: string;
  readonly feedback: 'acted' | 'no-action-needed' | null;
}

/** An action that was asked for; of its input the hash, since inputs are long and only told apart. */
export interface ActionTold {
  readonly id: string;
  readonly node: string;
  readonly operation: string;
  readonly atMs: number;
  readonly input: string;
}

/** What one version did about one subject, each list in the order in which it happened. */
export interface SubjectOutcome {
  readonly runs: readonly RunTold[];
  readonly cases: readonly CaseTold[];
  readonly actions: readonly ActionTold[];
  readonly emitted: number;
  /** How many of its actions nobody answered: what is behind them was never reached. */
  readonly unanswered: number;
}

export const NOTHING: SubjectOutcome = { runs: [], cases: [], actions: [], emitted: 0, unanswered: 0 };

/** Takes what a decision told into what is known of the subject; of its actions, so many were not answered. */
export function withDecision(
  outcome: SubjectOutcome,
  { effects }: Decision,
  nowMs: number,
  unanswered: number,
): SubjectOutcome {
  let { runs, cases, actions, emitted } = outcome;
  for (const effect of effects) {
    if (effect.kind === 'run') {
      const { id, status, outcome: label = null, beganMs, openings } = effect.run;
      runs = replaced(runs, { id, node: openings[0]?.node ?? '', atMs: beganMs, status, outcome: label });
    } else if (effect.kind === 'exception') cases = replaced(cases, caseOf(effect.exception, cases, nowMs));
    else if (effect.kind === 'action') actions = [...actions, actionOf(effect.action, nowMs)];
    else if (effect.kind === 'emit') emitted += 1;
  }
  return { runs, cases, actions, emitted, unanswered: outcome.unanswered + unanswered };
}

function caseOf(exception: ExceptionRecord, known: readonly CaseTold[], nowMs: number): CaseTold {
  const { id, type, severity, title, closedAt, state, closing } = exception;
  const atMs = known.find((each) => each.id === id)?.atMs ?? nowMs;
  return { id, type, severity, title, atMs, closedAt, state, feedback: closing?.feedback ?? null };
}

function actionOf({ id, node, operation, input }: ActionRequest, atMs: number): ActionTold {
  return { id, node, operation, atMs, input: hashOf(input).slice(0, 16) };
}

function replaced<Item extends { readonly id: string }>(items: readonly Item[], item: Item): readonly Item[] {
  const at = items.findIndex((each) => each.id === item.id);
  return at < 0 ? [...items, item] : items.with(at, item);
}
