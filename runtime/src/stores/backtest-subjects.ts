import type { BacktestSubject } from '@slipway/shared/api';
import { sql } from 'kysely';
import { z } from 'zod';
import { literalPattern, pageOf, readCursor } from './page-cursor.ts';
import { type Executor, insertAll, keepFirst } from './statement.ts';

const ROWS_AT_ONCE = 1_000;

/** Which backtest's. */
interface Of {
  readonly environment: string;
  readonly backtest: string;
}

/** Stores the subjects that changed, in this order. */
export async function insertBacktestSubjects(
  transaction: Executor,
  { environment, backtest }: Of,
  subjects: readonly BacktestSubject[],
): Promise<void> {
  for (let from = 0; from < subjects.length; from += ROWS_AT_ONCE) {
    const rows = subjects.slice(from, from + ROWS_AT_ONCE).map((told, at) => ({
      backtest,
      position: from + at,
      subject: told.subject,
      verdict: told.verdict,
      told: JSON.stringify(told),
      words: wordsOf(told),
    }));
    const columns = {
      backtest: 'text',
      position: 'int4',
      subject: 'text',
      verdict: 'text',
      told: 'text',
      words: 'text',
    } as const;
    await insertAll('backtest_subjects', environment, columns, rows, keepFirst).execute(transaction);
  }
}

/** All that is searched in a row. */
function wordsOf(told: BacktestSubject): string {
  const { subject, label, origin, destination, customer, cargo, carrier, before, after } = told;
  return [subject, label, origin, destination, customer, cargo, carrier, before.text, after.text]
    .filter((text) => text !== null)
    .join('\n')
    .toLowerCase();
}

export async function deleteBacktestSubjects(executor: Executor, { environment, backtest }: Of): Promise<void> {
  await executor
    .deleteFrom('backtest_subjects')
    .where('environment', '=', environment)
    .where('backtest', '=', backtest)
    .execute();
}

const cursor = z.tuple([z.int()]);

/** A page of them. */
export async function listBacktestSubjects(
  executor: Executor,
  { environment, backtest }: Of,
  query: {
    readonly verdict?: BacktestSubject['verdict'] | undefined;
    readonly search?: string | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<{ items: BacktestSubject[]; next: string | null }> {
  let select = executor
    .selectFrom('backtest_subjects')
    .select(['position', 'told'])
    .where('environment', '=', environment)
    .where('backtest', '=', backtest);
  if (query.verdict !== undefined) select = select.where('verdict', '=', query.verdict);
  if (query.search) select = select.where('words', 'like', `%${literalPattern(query.search.toLowerCase())}%`);
  if (query.cursor !== undefined) select = select.where('position', '>', readCursor(cursor, query.cursor)[0]);
  const rows = await select
    .orderBy('position')
    .limit(query.limit + 1)
    .execute();
  return pageOf(
    rows,
    query.limit,
    (row) => [row.position],
    (row) => JSON.parse(row.told) as BacktestSubject,
  );
}

export async function findBacktestSubject(
  executor: Executor,
  { environment, backtest }: Of,
  subject: string,
): Promise<BacktestSubject | undefined> {
  const { rows } = await sql<{ told: string }>`SELECT told FROM backtest_subjects
    WHERE environment = ${environment} AND backtest = ${backtest} AND subject = ${subject}`.execute(executor);
  return rows[0] && (JSON.parse(rows[0].told) as BacktestSubject);
}
