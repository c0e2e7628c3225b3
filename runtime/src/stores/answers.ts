import { type Executor, insertAll, keepFirst, type Statement } from './statement.ts';

/** The answer to a person's request; `failure` is a failure code, or null where it was accepted. */
export interface AnswerRow {
  readonly request: string;
  readonly failure: string | null;
  readonly detail: string;
  readonly at_ms: number;
}

export function saveAnswers(environment: string, rows: readonly AnswerRow[]): Statement {
  const columns = { request: 'text', failure: 'text', detail: 'text', at_ms: 'int8' } as const;
  return insertAll('answers', environment, columns, rows, keepFirst);
}

export async function findAnswer(
  executor: Executor,
  environment: string,
  request: string,
): Promise<AnswerRow | undefined> {
  return executor
    .selectFrom('answers')
    .select(['request', 'failure', 'detail', 'at_ms'])
    .where('environment', '=', environment)
    .where('request', '=', request)
    .executeTakeFirst();
}
