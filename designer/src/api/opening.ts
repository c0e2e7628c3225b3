import type { Draft, LibraryWorkflow, VersionDetail } from '@slipway/shared/api';
import type { QueryClient } from '@tanstack/react-query';
import { Ahead } from './ahead.ts';
import { libraryVersionQuery, libraryWorkflowQuery, readDraft } from './library.ts';

/** What an editor begins with: the own draft where there is one, and the version that it was begun upon, or else the newest. */
export interface Opening {
  readonly meta: LibraryWorkflow;
  readonly mine: Draft | null;
  readonly version: VersionDetail | null;
}

const ahead = new Ahead<Opening>();

/** Begins to read what an editor of this workflow will ask for. */
export function openAhead(client: QueryClient, workflow: string): void {
  ahead.begin(workflow, () => read(client, workflow));
}

/** Reads what an editor begins with, as it is saved now. */
export function readOpening(client: QueryClient, workflow: string): Promise<Opening> {
  return ahead.take(workflow, () => read(client, workflow));
}

async function read(client: QueryClient, workflow: string): Promise<Opening> {
  const meta = await client.fetchQuery(libraryWorkflowQuery(workflow));
  const mine = meta.mine ? await readDraft(workflow) : null;
  const number = mine ? mine.base : (meta.newest?.number ?? null);
  const version = number === null ? null : await client.fetchQuery(libraryVersionQuery(workflow, number));
  return { meta, mine, version };
}
