import type { VariableValue } from '@slipway/shared/api';
import type { Executor } from './statement.ts';

/** The values that are set in an environment, by name. */
export async function listVariables(
  executor: Executor,
  environment: string,
): Promise<Readonly<Record<string, VariableValue>>> {
  const rows = await executor
    .selectFrom('variables')
    .select(['name', 'value'])
    .where('environment', '=', environment)
    .orderBy('name')
    .execute();
  return Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as VariableValue]));
}
