import type {
  Connection,
  ConnectionChange,
  ConnectionList,
  ConnectionTestAnswer,
  ConnectorList,
  Grant,
  GrantChange,
  GrantList,
} from '@slipway/shared/api';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { type Answer, apiPath, get, post, send, withQuery } from './client.ts';
import { keyOf } from './queries.ts';

const connections = (environment: string, ...rest: readonly string[]) =>
  apiPath('environments', environment, 'connections', ...rest);
const grants = (environment: string) => apiPath('environments', environment, 'grants');

/** Every connector of this installation with what it can do; it changes only with a new build. */
export const connectorsQuery = () =>
  queryOptions({
    queryKey: ['connectors'],
    queryFn: ({ signal }) => get<ConnectorList>('/connectors', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Every slot of an environment that is bound or wanted, with how its calls went. */
export const connectionsQuery = (environment: string) =>
  queryOptions({
    queryKey: keyOf(environment, 'connections'),
    queryFn: ({ signal }) => get<ConnectionList>(connections(environment), {}, signal),
  });

export const changeConnection = (
  environment: string,
  slot: string,
  change: ConnectionChange,
): Promise<Answer<Connection>> => send('PUT', connections(environment, slot), change);

export const removeConnection = (environment: string, slot: string): Promise<Answer<unknown>> =>
  send('DELETE', connections(environment, slot));

/** Asks the target as an action would; changes nothing there. */
export const testConnection = (environment: string, slot: string): Promise<Answer<ConnectionTestAnswer>> =>
  post(connections(environment, slot, 'test'), {});

export const sendTestMail = (environment: string, slot: string, to: string): Promise<Answer<ConnectionTestAnswer>> =>
  post(connections(environment, slot, 'test-mail'), { to });

/** The private addresses that actions of an environment may reach. */
export const grantsQuery = (environment: string) =>
  queryOptions({
    queryKey: keyOf(environment, 'grants'),
    queryFn: ({ signal }) => get<GrantList>(grants(environment), {}, signal),
  });

export const giveGrant = (environment: string, grant: GrantChange): Promise<Answer<GrantList>> =>
  send('PUT', grants(environment), grant);

export const takeGrant = (
  environment: string,
  { host, port }: Pick<Grant, 'host' | 'port'>,
): Promise<Answer<GrantList>> => send('DELETE', withQuery(grants(environment), { host, port }));

/** What depends on how slots are bound is read anew: the list itself and open plans. */
export async function forgetConnections(client: QueryClient, environment: string): Promise<void> {
  await Promise.all(
    ['connections', 'plans'].map((noun) => client.invalidateQueries({ queryKey: keyOf(environment, noun) })),
  );
}
