import type {
  Applied,
  EnvironmentDetail,
  Matrix,
  Page,
  Plan,
  PlanRequest,
  PlanSummary,
  Release,
} from '@slipway/shared/api';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { type Answer, apiPath, get, post } from './client.ts';
import { libraryKey } from './library.ts';
import { keyOf } from './queries.ts';

const inEnvironment = (environment: string, ...rest: readonly string[]) =>
  apiPath('environments', environment, ...rest);

/** The environments in the order of promotion. */
export const environmentsQuery = () =>
  queryOptions({
    queryKey: ['environments'],
    queryFn: async ({ signal }) =>
      (await get<{ readonly items: readonly EnvironmentDetail[] }>('/environments', {}, signal)).items,
  });

/** Which version runs where, and how the environments differ. */
export const matrixQuery = () =>
  queryOptions({ queryKey: ['releases'], queryFn: ({ signal }) => get<Matrix>('/releases', {}, signal) });

export const releaseHistoryQuery = (environment: string) =>
  queryOptions({
    queryKey: keyOf(environment, 'releases'),
    queryFn: ({ signal }) => get<Page<Release>>(inEnvironment(environment, 'releases'), { limit: 100 }, signal),
  });

export const openPlansQuery = (environment: string) =>
  queryOptions({
    queryKey: keyOf(environment, 'plans', 'open'),
    queryFn: ({ signal }) =>
      get<Page<PlanSummary>>(inEnvironment(environment, 'plans'), { state: 'open', limit: 50 }, signal),
  });

/** Checked anew at every reading: a plan says what is so now. */
export const planQuery = (environment: string, plan: string) =>
  queryOptions({
    queryKey: keyOf(environment, 'plans', 'one', plan),
    queryFn: ({ signal }) => get<Plan>(inEnvironment(environment, 'plans', plan), {}, signal),
  });

export const makePlan = (environment: string, request: PlanRequest): Promise<Answer<Plan>> =>
  post(inEnvironment(environment, 'plans'), request);

export const rollBack = (environment: string, to?: number): Promise<Answer<Plan>> =>
  post(inEnvironment(environment, 'rollback'), to === undefined ? {} : { to });

/** Approves what was read: the hash pins it. */
export const approvePlan = (plan: Plan): Promise<Answer<Plan>> =>
  post(inEnvironment(plan.environment, 'plans', plan.id, 'approve'), { hash: plan.hash });

export const withdrawPlan = (plan: Plan, what: 'plan' | 'approval'): Promise<Answer<Plan>> =>
  post(inEnvironment(plan.environment, 'plans', plan.id, 'withdraw'), { what });

export const applyPlan = (plan: Plan): Promise<Answer<Applied>> =>
  post(inEnvironment(plan.environment, 'plans', plan.id, 'apply'), { hash: plan.hash });

/** What to read anew once an environment's plans or what it runs has changed. */
export async function forgetReleases(client: QueryClient, environment: string): Promise<void> {
  await Promise.all(
    [['releases'], ['environments'], libraryKey, [environment]].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  );
}
