import { type BacktestOrder, logHistory } from '@slipway/runtime/backtest/index';
import { backtestOf } from '@slipway/runtime/backtest/play-order';
import type { Database } from '@slipway/runtime/database/index';
import type { EventLog } from '@slipway/runtime/event-log/index';
import { answeredBy, type BacktestReport } from '@slipway/shared/backtest';
import { canonicalJson } from '@slipway/shared/json';

/** How what a backtest decided compares with what was recorded when the version ran live. */
export interface Compared {
  readonly decisions: number;
  readonly missing: number;
  readonly extra: number;
  readonly firstDifference?: string;
  readonly report: BacktestReport;
}

/** Where a version ran live. */
export interface Ran {
  readonly database: Database;
  readonly log: EventLog;
  readonly environment: string;
  readonly workflow: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Plays the log of an environment on the very version that was live in it, and compares decision by decision; `deaf` lets no
 * system answer.
 */
export async function compareWithLive(
  { database, log, environment, workflow, variables }: Ran,
  { deaf }: { readonly deaf: boolean },
): Promise<Compared> {
  const answered: string[] = [];
  for await (const page of logHistory(log, { environment }))
    for (const { value } of page) {
      const action = value === '' ? undefined : answeredBy(JSON.parse(value));
      if (action !== undefined) answered.push(action);
    }
  const order: BacktestOrder = {
    environment,
    before: null,
    after: workflow,
    variables: { before: {}, after: variables },
    references: [],
    parts: {},
    answers: {},
    answered: deaf ? [] : answered,
    clock: 'log',
  };
  const made: string[] = [];
  const backtest = backtestOf(order, {
    onDecision: (_, subject, decision, atMs) => made.push(lineOf(subject, atMs, decision)),
  });
  for await (const page of logHistory(log, { environment }))
    for (const { value, atMs, partition = 0 } of page)
      backtest.take(value === '' ? { atMs, partition } : { event: JSON.parse(value), atMs, partition });
  const { id } = workflow as { readonly id: string };
  const rows = await database.kysely
    .selectFrom('decisions')
    .select(['subject', 'at_ms', 'decision'])
    .where('environment', '=', environment)
    .where('workflow', '=', id)
    .execute();
  const recorded = rows.map((row) => lineOf(row.subject, row.at_ms, JSON.parse(row.decision)));
  return { ...differenceOf(recorded, made), decisions: recorded.length, report: backtest.report() };
}

function lineOf(subject: string, atMs: number, decision: object): string {
  const { version: _, ...said } = decision as { readonly version: string };
  return `${subject} ${atMs} ${canonicalJson(said)}`;
}

function differenceOf(recorded: readonly string[], made: readonly string[]) {
  const left = new Map<string, number>();
  for (const line of recorded) left.set(line, (left.get(line) ?? 0) + 1);
  const extra = made.filter((line) => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return count === 0;
  });
  const missing = [...left].flatMap(([line, count]) => Array.from({ length: count }, () => line));
  const [first] = [...missing, ...extra].sort();
  return {
    missing: missing.length,
    extra: extra.length,
    ...(first === undefined ? {} : { firstDifference: first.slice(0, 400) }),
  };
}
