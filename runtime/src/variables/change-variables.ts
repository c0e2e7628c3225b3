import type { VariableChange } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import type { Database } from '../database/index.ts';
import type { Pipeline } from '../pipeline/index.ts';
import { findEnvironment } from '../stores/environments.ts';
import { listLiveNeeds } from '../stores/live-needs-reads.ts';
import type { Executor } from '../stores/statement.ts';
import { listVariables } from '../stores/variables-reads.ts';
import { checkVariables, declaredIn } from './check-variables.ts';

/** Who changes variables, and where it is recorded. */
export interface ChangedBy {
  readonly by: { readonly id: string; readonly name: string };
  readonly audit: (
    transaction: Executor,
    entry: { readonly before: unknown; readonly after: unknown },
  ) => Promise<void>;
}

/**
 * Replaces the values that are set in an environment by a new live set. Fails with `invalid-variables`, whose cause are the
 * problems by name, and with `conflict` where what is live is not what the change was made for.
 */
export async function changeVariables(
  parts: { readonly database: Database; readonly pipeline: Pick<Pipeline, 'adjustLive'> },
  environment: string,
  change: VariableChange,
  { by, audit }: ChangedBy,
): Promise<void> {
  const { kysely } = parts.database;
  const problems = checkVariables(declaredIn(await listLiveNeeds(kysely, environment)), change.values);
  if (problems.length > 0) throw new Failure('invalid-variables', problems[0]?.message ?? '', { cause: problems });
  const found = await findEnvironment(kysely, environment);
  if (change.liveSet !== undefined && change.liveSet !== found?.live_set) {
    throw new Failure('conflict', `what ${environment} runs has changed: ${found?.live_set}`);
  }
  const before = await listVariables(kysely, environment);
  await parts.pipeline.adjustLive(environment, {
    change: (now) => ({ ...now, variables: change.values }),
    cause: { kind: 'variables', by, ...(change.reason === undefined ? {} : { note: change.reason }) },
    also: async (transaction, { changed }) => {
      if (changed) await audit(transaction, { before, after: change.values });
    },
  });
}
