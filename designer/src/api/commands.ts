import type {
  Accepted,
  ActionDetail,
  ActionRetry,
  DeadLetterRetried,
  DeadLetterRetry,
  ExceptionDetail,
  Replay,
  ReplayChange,
  Status,
  Transition,
} from '@slipway/shared/api';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { apiPath, post } from './client.ts';
import { keyOf, statusQuery } from './queries.ts';

const inEnvironment = (environment: string, ...rest: readonly string[]) =>
  apiPath('environments', environment, ...rest);

/**
 * Moves an exception on. The key is made once per decision, so a repeated click is one decision. A 202 means that it is
 * recorded and the live feed will bring it.
 */
export function useTransition(environment: string, id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { readonly transition: Transition; readonly key: string }) =>
      post<ExceptionDetail | Accepted>(
        inEnvironment(environment, 'exceptions', id, 'transitions'),
        input.transition,
        input.key,
      ),
    onSuccess: ({ body }) => {
      if ('graph' in body) client.setQueryData(keyOf(environment, 'exceptions', 'one', id), body);
      void client.invalidateQueries({ queryKey: keyOf(environment, 'exceptions', 'list') });
    },
    // Somebody else was quicker: show what they did.
    onError: () => client.invalidateQueries({ queryKey: keyOf(environment, 'exceptions', 'one', id) }),
  });
}

export function useRetryAction(environment: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { readonly id: string; readonly body: ActionRetry }) =>
      post<ActionDetail>(inEnvironment(environment, 'actions', id, 'retry'), body),
    onSuccess: ({ body }, { id }) => {
      client.setQueryData(keyOf(environment, 'actions', 'one', id), body);
      void client.invalidateQueries({ queryKey: keyOf(environment, 'actions', 'list') });
    },
  });
}

export function useRetryDeadLetter(environment: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { readonly id: string; readonly body: DeadLetterRetry }) =>
      post<DeadLetterRetried>(inEnvironment(environment, 'dead-letters', id, 'retry'), body),
    onSuccess: () => client.invalidateQueries({ queryKey: keyOf(environment, 'dead-letters') }),
  });
}

export function useReplayChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ environment, change }: { readonly environment: string; readonly change: ReplayChange }) =>
      post<Replay>(inEnvironment(environment, 'replay'), change),
    onSuccess: ({ body }) => keepReplay(client, body),
  });
}

/** Writes the state of the replay into the cached status. */
export function keepReplay(client: QueryClient, replay: Replay | null): void {
  client.setQueryData<Status>(statusQuery().queryKey, (status) => {
    if (!status) return status;
    return {
      ...status,
      replay,
      environments: status.environments.map((environment) =>
        environment.id === replay?.environment ? { ...environment, clock: replay.at } : environment,
      ),
    };
  });
}
