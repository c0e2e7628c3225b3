import type { VariableChange, VariableList } from '@slipway/shared/api';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { type Answer, apiPath, get, send } from './client.ts';
import { keyOf } from './queries.ts';

const variables = (environment: string) => apiPath('environments', environment, 'variables');

/** The variables that have a value in an environment, or that a live workflow declares. */
export const variablesQuery = (environment: string) =>
  queryOptions({
    queryKey: keyOf(environment, 'variables'),
    queryFn: ({ signal }) => get<VariableList>(variables(environment), {}, signal),
  });

/** Replaces all values that are set; it goes live at once. */
export const changeVariables = (environment: string, change: VariableChange): Promise<Answer<VariableList>> =>
  send('PUT', variables(environment), change);

/** A change of variables is a new live set, so releases and plans are read anew too. */
export async function keepVariables(client: QueryClient, environment: string, list: VariableList): Promise<void> {
  client.setQueryData(variablesQuery(environment).queryKey, list);
  await Promise.all(
    [['releases'], ['environments'], keyOf(environment, 'releases'), keyOf(environment, 'plans')].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  );
}
