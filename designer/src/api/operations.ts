import type { Hold, Paused, RunCancelled } from '@slipway/shared/api';
import { queryOptions } from '@tanstack/react-query';
import { type Answer, apiPath, get, post } from './client.ts';
import { keyOf } from './queries.ts';

const inEnvironment = (environment: string, ...rest: readonly string[]) =>
  apiPath('environments', environment, ...rest);

export const pauseWorkflow = (environment: string, workflow: string, paused: boolean): Promise<Answer<Paused>> =>
  post(inEnvironment(environment, 'workflows', workflow, paused ? 'pause' : 'resume'), {});

/** A 202 means that it is recorded and will be done. */
export const cancelRun = (environment: string, run: string, reason: string): Promise<Answer<RunCancelled>> =>
  post(inEnvironment(environment, 'runs', run, 'cancel'), { reason });

/** Whether every action of the environment is kept back. */
export const holdQuery = (environment: string) =>
  queryOptions({
    queryKey: keyOf(environment, 'hold'),
    queryFn: ({ signal }) => get<Hold>(inEnvironment(environment, 'hold'), {}, signal),
  });

export const changeHold = (environment: string, held: boolean, reason: string): Promise<Answer<Hold>> =>
  post(inEnvironment(environment, 'hold'), { held, reason });
