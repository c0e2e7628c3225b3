import type {
  Draft,
  DraftChange,
  DraftSaved,
  Duplicate,
  Gallery,
  LibraryItem,
  LibraryQuery,
  LibraryWorkflow,
  NewVersion,
  NewWorkflow,
  Page,
  VersionDetail,
  VersionMade,
  WorkflowDocument,
  WorkflowImport,
  WorkflowImported,
  WorkflowMade,
} from '@slipway/shared/api';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Answer, apiPath, get, post, send } from './client.ts';

const library = (...rest: readonly string[]) => apiPath('workflows', ...rest);
/** The library belongs to no environment: its keys begin with a name of its own. */
const keyOf = (...rest: readonly unknown[]) => ['library', ...rest];

/** A workflow's meta data, its versions, the own draft's state and what every environment runs of it. */
export const libraryWorkflowQuery = (id: string) =>
  queryOptions({
    queryKey: keyOf('workflow', id),
    queryFn: ({ signal }) => get<LibraryWorkflow>(library(id), {}, signal),
  });

/** A version never changes. */
export const libraryVersionQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: keyOf('version', id, number),
    queryFn: ({ signal }) => get<VersionDetail>(library(id, 'versions', String(number)), {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The own draft. Not cached: an editor begins with what is saved now. */
export const readDraft = (id: string, signal?: AbortSignal): Promise<Draft> =>
  get<Draft>(library(id, 'draft'), {}, signal);

/** Saves the own draft over the one with this etag (`*`: there was none). A 409 says that another window was quicker. */
export const saveDraft = (id: string, change: DraftChange, etag: string): Promise<Answer<DraftSaved>> =>
  send<DraftSaved>('PUT', library(id, 'draft'), change, { 'if-match': etag });

export const saveVersion = (id: string, version: NewVersion): Promise<Answer<VersionMade>> =>
  post<VersionMade>(library(id, 'versions'), version);

/** Everything of the library, whatever page or workflow. */
export const libraryKey = keyOf();

const PAGE_ROWS = 100;

/** The workflows of the installation, the last changed first. */
export const libraryQuery = (
  filter: Pick<LibraryQuery, 'q' | 'tag'> & { readonly archived: LibraryQuery['archived'] },
) =>
  infiniteQueryOptions({
    queryKey: keyOf('list', filter),
    queryFn: ({ pageParam, signal }) =>
      get<Page<LibraryItem>>('/workflows', { ...filter, limit: PAGE_ROWS, cursor: pageParam ?? undefined }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });

/** The gallery; it ships with the program, so it stays. */
export const galleryQuery = () =>
  queryOptions({
    queryKey: ['examples'],
    queryFn: ({ signal }) => get<Gallery>('/examples', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const createWorkflow = (body: NewWorkflow): Promise<Answer<WorkflowMade>> => post('/workflows', body);
export const importWorkflow = (body: WorkflowImport): Promise<Answer<WorkflowImported>> =>
  post(library('import'), body);
export const renameWorkflow = (id: string, name: string): Promise<Answer<unknown>> =>
  post(library(id, 'rename'), { name });
export const duplicateWorkflow = (id: string, body: Duplicate): Promise<Answer<WorkflowMade>> =>
  post(library(id, 'duplicate'), body);
export const archiveWorkflow = (id: string): Promise<Answer<unknown>> => post(library(id, 'archive'), {});
export const restoreWorkflow = (id: string): Promise<Answer<unknown>> => post(library(id, 'restore'), {});
export const deleteWorkflow = (id: string): Promise<Answer<unknown>> => send('DELETE', library(id));
/** The address of a version's canonical text as a file. */
export const exportAddress = (id: string): string => `/api/v1${library(id, 'export')}`;

/** Throws the own draft away. */
export const deleteDraft = (id: string): Promise<Answer<unknown>> => send('DELETE', library(id, 'draft'));

/** What is looked at: a version by its number, or the own draft. */
export type Side = number | 'draft';

/** A side as an address writes it. */
export function readSide(raw: unknown): Side | undefined {
  if (raw === 'draft') return raw;
  return typeof raw === 'number' && Number.isInteger(raw) && raw > 0 ? raw : undefined;
}

/** The document of a version or of the own draft. */
export const sideQuery = (meta: Pick<LibraryWorkflow, 'id' | 'mine'>, side: Side | undefined) =>
  queryOptions({
    // Another etag is another draft; a version never changes.
    queryKey: keyOf('side', meta.id, side ?? null, side === 'draft' ? (meta.mine?.etag ?? null) : null),
    queryFn: async ({ client, signal }): Promise<WorkflowDocument> => {
      if (side === 'draft') return (await readDraft(meta.id, signal)).graph;
      return (await client.fetchQuery(libraryVersionQuery(meta.id, Number(side)))).graph;
    },
    enabled: side !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
