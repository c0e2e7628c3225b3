import { type Executor, insertAll, overwrite, type Statement } from './statement.ts';

/** What a position of the log ended as. */
export type Outcome = 'decided' | 'duplicate' | 'skipped' | 'dead-lettered' | 'control';

/** Neighbouring offsets of a partition with the same outcome; both ends belong to it. */
export interface OutcomeRange {
  readonly from_offset: number;
  readonly to_offset: number;
  readonly outcome: Outcome;
}

export function saveOutcomes(
  environment: string,
  rows: readonly (OutcomeRange & { readonly partition: number })[],
): Statement {
  const columns = { partition: 'int4', from_offset: 'int8', to_offset: 'int8', outcome: 'text' } as const;
  const conflict = overwrite(['environment', 'partition', 'from_offset'], ['to_offset']);
  return insertAll('outcomes', environment, columns, rows, conflict);
}

/** The last range of a partition, which the next one may prolong. */
export async function lastOutcome(executor: Executor, environment: string, partition: number) {
  const row = await executor
    .selectFrom('outcomes')
    .select(['from_offset', 'to_offset', 'outcome'])
    .where('environment', '=', environment)
    .where('partition', '=', partition)
    .orderBy('from_offset', 'desc')
    .executeTakeFirst();
  return row satisfies OutcomeRange | undefined;
}

/** All ranges of a partition by offset. */
export async function listOutcomes(executor: Executor, environment: string, partition: number) {
  return executor
    .selectFrom('outcomes')
    .select(['from_offset', 'to_offset', 'outcome'])
    .where('environment', '=', environment)
    .where('partition', '=', partition)
    .orderBy('from_offset')
    .execute();
}

/** What one position of a partition ended as; undefined while it is not decided. */
export async function outcomeAt(
  executor: Executor,
  environment: string,
  position: { readonly partition: number; readonly offset: number },
): Promise<Outcome | undefined> {
  const row = await executor
    .selectFrom('outcomes')
    .select('outcome')
    .where('environment', '=', environment)
    .where('partition', '=', position.partition)
    .where('from_offset', '<=', position.offset)
    .where('to_offset', '>=', position.offset)
    .executeTakeFirst();
  return row?.outcome;
}
