import type {
  ActionDetail,
  ActionItem,
  ActionQuery,
  Counters,
  DeadLetterDetail,
  DeadLetterItem,
  DeadLetterQuery,
  ExceptionDetail,
  ExceptionItem,
  ExceptionQuery,
  OutboxItem,
  OutboxQuery,
  Page,
  Status,
  SubjectDetail,
  SubjectItem,
  SubjectQuery,
  Summary,
  Why,
  WorkflowDetail,
  WorkflowItem,
} from '@slipway/shared/api';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { apiPath, get } from './client.ts';

/** Nothing polls: what the cache holds is true until the live feed says otherwise. */
const live = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;
const PAGE_ROWS = 100;

/** The cache key of everything of one noun in one environment. */
export type Noun = 'exceptions' | 'actions' | 'subjects' | 'dead-letters' | 'outbox' | 'workflows' | 'backtests';
export const keyOf = (environment: string, noun: string, ...rest: readonly unknown[]) => [environment, noun, ...rest];

const inEnvironment = (environment: string, ...rest: readonly string[]) =>
  apiPath('environments', environment, ...rest);

export const statusQuery = () =>
  queryOptions({ ...live, queryKey: ['status'], queryFn: ({ signal }) => get<Status>('/status', {}, signal) });

export const summaryQuery = (environment: string) =>
  queryOptions({
    ...live,
    queryKey: keyOf(environment, 'summary'),
    queryFn: ({ signal }) => get<Summary>(inEnvironment(environment, 'summary'), {}, signal),
  });

type Filter<Q> = { readonly [K in keyof Omit<Q, 'cursor' | 'limit'>]?: Q[K] | undefined };

function listQuery<Row>(environment: string, noun: Noun, filter: Readonly<Record<string, string | undefined>>) {
  return infiniteQueryOptions({
    ...live,
    queryKey: keyOf(environment, noun, 'list', filter),
    queryFn: ({ pageParam, signal }) =>
      get<Page<Row>>(
        inEnvironment(environment, noun),
        { ...filter, limit: PAGE_ROWS, cursor: pageParam ?? undefined },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

function detailQuery<Detail>(environment: string, noun: Noun, id: string) {
  return queryOptions({
    ...live,
    queryKey: keyOf(environment, noun, 'one', id),
    queryFn: ({ signal }) => get<Detail>(inEnvironment(environment, noun, id), {}, signal),
  });
}

export const exceptionsQuery = (environment: string, filter: Filter<ExceptionQuery>) =>
  listQuery<ExceptionItem>(environment, 'exceptions', filter);
export const exceptionQuery = (environment: string, id: string) =>
  detailQuery<ExceptionDetail>(environment, 'exceptions', id);

export const subjectsQuery = (environment: string, filter: Filter<SubjectQuery>) =>
  listQuery<SubjectItem>(environment, 'subjects', filter);
export const subjectQuery = (environment: string, id: string) =>
  detailQuery<SubjectDetail>(environment, 'subjects', id);
export const whyQuery = (environment: string, subject: string, workflow: string) =>
  queryOptions({
    ...live,
    queryKey: keyOf(environment, 'subjects', 'why', subject, workflow),
    queryFn: ({ signal }) => get<Why>(inEnvironment(environment, 'subjects', subject, 'why'), { workflow }, signal),
  });

export const actionsQuery = (environment: string, filter: Filter<ActionQuery>) =>
  listQuery<ActionItem>(environment, 'actions', filter);
export const actionQuery = (environment: string, id: string) => detailQuery<ActionDetail>(environment, 'actions', id);

export const deadLettersQuery = (environment: string, filter: Filter<DeadLetterQuery>) =>
  listQuery<DeadLetterItem>(environment, 'dead-letters', filter);
export const deadLetterQuery = (environment: string, id: string) =>
  detailQuery<DeadLetterDetail>(environment, 'dead-letters', id);

export const outboxQuery = (environment: string, filter: Filter<OutboxQuery>) =>
  listQuery<OutboxItem>(environment, 'outbox', filter);

export const workflowsQuery = (environment: string) =>
  queryOptions({
    ...live,
    queryKey: keyOf(environment, 'workflows', 'list'),
    queryFn: ({ signal }) => get<Page<WorkflowItem>>(inEnvironment(environment, 'workflows'), { limit: 200 }, signal),
  });
export const workflowQuery = (environment: string, id: string, version?: number) =>
  queryOptions({
    ...live,
    queryKey: keyOf(environment, 'workflows', 'one', id, version ?? 'live'),
    queryFn: ({ signal }) => get<WorkflowDetail>(inEnvironment(environment, 'workflows', id), { version }, signal),
  });
export const countersQuery = (environment: string, id: string) =>
  queryOptions({
    ...live,
    queryKey: keyOf(environment, 'counters', id),
    // Who counts compares step by step; comparing all of it four times a second is work for nothing.
    structuralSharing: false,
    queryFn: ({ signal }) => get<Counters>(inEnvironment(environment, 'workflows', id, 'counters'), {}, signal),
  });
