import type {
  Page,
  ReferenceChange,
  ReferenceCheck,
  ReferenceDetail,
  ReferenceList,
  ReferenceRestore,
  ReferenceVersion,
} from '@slipway/shared/api';
import type { Reference } from '@slipway/shared/reference';
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { type Answer, apiPath, get, post, send, withQuery } from './client.ts';
import { keyOf } from './queries.ts';

const references = (environment: string, ...rest: readonly string[]) =>
  apiPath('environments', environment, 'references', ...rest);
const PAGE_ROWS = 200;

/** The reference data of an environment, what was deleted among it. */
export const referencesQuery = (environment: string) =>
  queryOptions({
    queryKey: keyOf(environment, 'references', 'list'),
    queryFn: ({ signal }) => get<ReferenceList>(references(environment), {}, signal),
  });

/** One reference with its rows, page by page; an older version of it where one is named. */
export const referenceQuery = (
  environment: string,
  id: string,
  { version, search }: { readonly version?: number | undefined; readonly search?: string | undefined },
) =>
  infiniteQueryOptions({
    queryKey: keyOf(environment, 'references', 'one', id, version ?? 'newest', search ?? ''),
    queryFn: ({ pageParam, signal }) =>
      get<ReferenceDetail>(
        references(environment, id),
        { version, search, limit: PAGE_ROWS, cursor: pageParam ?? undefined },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.page.next,
  });

/** All of a reference, as programs are given it. */
export const referenceContentQuery = (environment: string, id: string, version?: number) =>
  queryOptions({
    queryKey: keyOf(environment, 'references', 'content', id, version ?? 'newest'),
    queryFn: ({ signal }) => get<Reference>(references(environment, id, 'content'), { version }, signal),
  });

/** Every change of a reference, the newest first. */
export const referenceVersionsQuery = (environment: string, id: string) =>
  infiniteQueryOptions({
    queryKey: keyOf(environment, 'references', 'versions', id),
    queryFn: ({ pageParam, signal }) =>
      get<Page<ReferenceVersion>>(
        references(environment, id, 'versions'),
        { limit: 50, cursor: pageParam ?? undefined },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });

/** What a change would come to; it changes nothing. */
export const checkReference = async (
  environment: string,
  id: string,
  change: ReferenceChange,
): Promise<ReferenceCheck> => (await post<ReferenceCheck>(references(environment, id, 'check'), change)).body;

/** A new version; it goes live at once. */
export const putReference = (
  environment: string,
  id: string,
  change: ReferenceChange,
): Promise<Answer<ReferenceDetail>> => send('PUT', references(environment, id), change);

export const restoreReference = (
  environment: string,
  id: string,
  restore: ReferenceRestore,
): Promise<Answer<ReferenceDetail>> => post(references(environment, id, 'restore'), restore);

export const deleteReference = (environment: string, id: string, note: string): Promise<Answer<unknown>> =>
  send('DELETE', withQuery(references(environment, id), { note }));

/** A change of reference data is a new live set, so releases and plans are read anew too. */
export async function readAnew(client: QueryClient, environment: string): Promise<void> {
  await Promise.all(
    [
      keyOf(environment, 'references'),
      ['releases'],
      ['environments'],
      keyOf(environment, 'releases'),
      keyOf(environment, 'plans'),
    ].map((queryKey) => client.invalidateQueries({ queryKey })),
  );
}
