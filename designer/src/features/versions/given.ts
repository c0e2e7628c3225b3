import type { Reference } from '@slipway/shared/reference';
import { type Draft, nodesOf } from '@slipway/shared/workflow/edit';
import type { QueryClient } from '@tanstack/react-query';
import { ApiFailure } from '../../api/client.ts';
import { libraryVersionQuery, libraryWorkflowQuery } from '../../api/library.ts';
import { referenceContentQuery } from '../../api/references.ts';
import type { Apart } from './apart.ts';

/** As deep as parts of parts may go, and one more. */
const ROUNDS = 7;

/** Everything that steps of two versions name: tables and models of the environment, workflows of the library. */
export async function givenTo(
  client: QueryClient,
  environment: string,
  drafts: readonly Draft[],
): Promise<Pick<Apart, 'references' | 'parts'>> {
  const references: Record<string, Reference> = {};
  const parts = new Map<string, Apart['parts'][number]>();
  let fresh = drafts;
  for (let round = 0; round < ROUNDS && fresh.length > 0; round += 1) {
    const found: Draft[] = [];
    for (const { kind, config } of fresh.flatMap(nodesOf)) {
      const named = (config ?? {}) as Readonly<Record<string, unknown>>;
      const reference = kind === 'lookup' ? named.table : kind === 'estimate' ? named.model : undefined;
      if (typeof reference === 'string' && !Object.hasOwn(references, reference)) {
        const read = await orNothing(client.fetchQuery(referenceContentQuery(environment, reference)));
        if (read) references[reference] = read;
      }
      if (kind !== 'subflow' || typeof named.workflow !== 'string') continue;
      const version = typeof named.version === 'string' ? named.version : undefined;
      const key = `${named.workflow} ${version ?? ''}`;
      if (parts.has(key)) continue;
      const graph = await orNothing(partOf(client, named.workflow, version));
      if (!graph) continue;
      parts.set(key, { id: named.workflow, version, graph });
      found.push(graph);
    }
    fresh = found;
  }
  return { references, parts: [...parts.values()] };
}

async function partOf(client: QueryClient, id: string, hash: string | undefined): Promise<Draft | undefined> {
  const meta = await client.fetchQuery(libraryWorkflowQuery(id));
  const number = (hash === undefined ? meta.newest : meta.versions.find((each) => each.hash === hash))?.number;
  return number === undefined ? undefined : (await client.fetchQuery(libraryVersionQuery(id, number))).graph;
}

/** What cannot be read is missing: then the version that names it does not compile, and that is told. */
async function orNothing<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (failure) {
    if (failure instanceof ApiFailure) return undefined;
    throw failure;
  }
}
