import type {
  BacktestDetail,
  BacktestItem,
  BacktestRequest,
  BacktestSources,
  BacktestSubject,
  BacktestSubjectQuery,
  BacktestTraces,
  BacktestUpload,
  Page,
} from '@slipway/shared/api';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Answer, apiPath, get, post, send, sendFile, withQuery } from './client.ts';
import { keyOf } from './queries.ts';

/** Where the backtests of a workflow are: an environment's history is what is played. */
export interface BacktestPlace {
  readonly environment: string;
  readonly workflow: string;
}

const at = ({ environment, workflow }: BacktestPlace, ...rest: readonly string[]) =>
  apiPath('environments', environment, 'workflows', workflow, 'backtests', ...rest);
/** Histories are those of the environment, whichever workflow is played over them. */
const inEnvironment = (environment: string, ...rest: readonly string[]) =>
  apiPath('environments', environment, 'backtests', ...rest);
const PAGE_ROWS = 100;
const EARLIER_ROWS = 50;

/** The backtests of a workflow, the newest first. */
export const backtestsQuery = (place: BacktestPlace) =>
  queryOptions({
    queryKey: keyOf(place.environment, 'backtests', 'list', place.workflow),
    queryFn: ({ signal }) => get<Page<BacktestItem>>(at(place), { limit: EARLIER_ROWS }, signal),
  });

/** One backtest with what it found. The feed says when it got further. */
export const backtestQuery = (place: BacktestPlace, id: string) =>
  queryOptions({
    queryKey: keyOf(place.environment, 'backtests', 'one', id),
    queryFn: ({ signal }) => get<BacktestDetail>(at(place, id), {}, signal),
  });

type SubjectFilter = { readonly [K in 'verdict' | 'search']: BacktestSubjectQuery[K] | undefined };

/** The subjects that changed, page by page; the newest first. What is found once stays as it is. */
export const backtestSubjectsQuery = (place: BacktestPlace, id: string, filter: SubjectFilter) =>
  infiniteQueryOptions({
    queryKey: keyOf(place.environment, 'backtest-subjects', id, filter),
    queryFn: ({ pageParam, signal }) =>
      get<Page<BacktestSubject>>(
        at(place, id, 'subjects'),
        { ...filter, limit: PAGE_ROWS, cursor: pageParam ?? undefined },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What both versions did about one subject, step by step. */
export const backtestTracesQuery = (place: BacktestPlace, id: string, subject: string) =>
  queryOptions({
    queryKey: keyOf(place.environment, 'backtest-traces', id, subject),
    queryFn: ({ signal }) => get<BacktestTraces>(at(place, id, 'subjects', subject), {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What there is to play in this environment. */
export const backtestSourcesQuery = (place: BacktestPlace) =>
  queryOptions({
    queryKey: keyOf(place.environment, 'backtest-sources'),
    queryFn: ({ signal }) => get<BacktestSources>(inEnvironment(place.environment, 'sources'), {}, signal),
  });

export const startBacktest = (place: BacktestPlace, request: BacktestRequest): Promise<Answer<BacktestItem>> =>
  post(at(place), request);

/** Cancels one that runs; one that has ended is removed. */
export const endBacktest = (place: BacktestPlace, id: string): Promise<Answer<unknown>> =>
  send('DELETE', at(place, id));

/** The address of all changed subjects as a file. */
export const backtestCsvAddress = (place: BacktestPlace, id: string): string =>
  `/api/v1${at(place, id, 'subjects.csv')}`;

/** Takes a file of events to be played; `source` reads it by the mapping of that source. */
export const uploadHistory = (place: BacktestPlace, file: File, source?: string): Promise<Answer<BacktestUpload>> => {
  const format = /\.(csv|tsv|txt)$/i.test(file.name) ? 'csv' : 'jsonl';
  return sendFile(withQuery(inEnvironment(place.environment, 'uploads'), { format, name: file.name, source }), file);
};
