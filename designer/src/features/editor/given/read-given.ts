import type { Given } from '@slipway/shared/engine';
import type { Reference } from '@slipway/shared/reference';
import { readDraft, type Workflow } from '@slipway/shared/workflow';
import { type Draft, nodesOf } from '@slipway/shared/workflow/edit';
import type { QueryClient } from '@tanstack/react-query';
import { ApiFailure } from '../../../api/client.ts';
import { libraryVersionQuery, libraryWorkflowQuery } from '../../../api/library.ts';
import { referenceContentQuery, referencesQuery } from '../../../api/references.ts';
import { asRow as asObject } from '../inspector/workflow/Variables.tsx';

/** What a draft's steps name: reference data of the environment, and workflows with the version that is meant. */
export interface Named {
  readonly references: readonly string[];
  readonly parts: readonly { readonly workflow: string; readonly version: string | undefined }[];
}

const FRESH_MS = 30_000;
/** As deep as parts of parts may go, and one more, so that a circle is told as one. */
const ROUNDS = 7;

/** What the steps of a draft name, however unfinished it is. */
export function namedIn(draft: Draft): Named {
  const configs = nodesOf(draft).map(({ kind, config }) => ({ kind, config: asObject(config) }));
  const texts = (kind: string, field: string) =>
    configs.flatMap((each) => {
      const value = each.kind === kind ? each.config[field] : undefined;
      return typeof value === 'string' && value !== '' ? [value] : [];
    });
  return {
    references: [...new Set([...texts('lookup', 'table'), ...texts('estimate', 'model')])].sort(),
    parts: configs.flatMap(({ kind, config }) =>
      kind === 'subflow' && typeof config.workflow === 'string' && config.workflow !== ''
        ? [{ workflow: config.workflow, version: typeof config.version === 'string' ? config.version : undefined }]
        : [],
    ),
  };
}

/** Reads what is named, and what the parts name in turn. What is not there, or may not be seen, is left out. */
export async function readGiven(client: QueryClient, environment: string, named: Named): Promise<Given> {
  const parts = new Map<string, Workflow>();
  const references = new Map<string, Reference | undefined>();
  let asked: Named = named;
  for (let round = 0; round < ROUNDS; round += 1) {
    const fresh = asked.parts.filter((each) => !parts.has(keyOf(each)));
    await Promise.all(
      asked.references
        .filter((id) => !references.has(id))
        .map(async (id) => references.set(id, await referenceOf(client, environment, id))),
    );
    const read = await Promise.all(
      fresh.map(async (each) => [keyOf(each), await partOf(client, each.workflow, each.version)] as const),
    );
    const found = read.flatMap(([key, part]) => (part ? [[key, part] as const] : []));
    for (const [key, part] of found) parts.set(key, part);
    if (found.length === 0) break;
    const inside = found.map(([, part]) => namedIn(part));
    asked = {
      references: inside.flatMap((each) => each.references),
      parts: inside.flatMap((each) => each.parts),
    };
  }
  return {
    references: Object.fromEntries([...references].flatMap(([id, reference]) => (reference ? [[id, reference]] : []))),
    workflow: (workflow, version) => parts.get(keyOf({ workflow, version })),
  };
}

/** The version of a workflow of the library by its hash; without one the newest. */
export async function partOf(
  client: QueryClient,
  id: string,
  version: string | undefined,
): Promise<Workflow | undefined> {
  try {
    const meta = await client.fetchQuery({ ...libraryWorkflowQuery(id), staleTime: FRESH_MS });
    const number = (version === undefined ? meta.newest : meta.versions.find((each) => each.hash === version))?.number;
    if (number === undefined) return undefined;
    const read = readDraft((await client.fetchQuery(libraryVersionQuery(id, number))).graph);
    return read.ok ? read.workflow : undefined;
  } catch (failure) {
    return absent(failure);
  }
}

async function referenceOf(client: QueryClient, environment: string, id: string): Promise<Reference | undefined> {
  try {
    // What an example asks for is often not there yet: that is no failed request.
    const { items } = await client.fetchQuery({ ...referencesQuery(environment), staleTime: FRESH_MS });
    if (!items.some((item) => item.id === id && !item.deleted)) return undefined;
    return await client.fetchQuery({ ...referenceContentQuery(environment, id), staleTime: FRESH_MS });
  } catch (failure) {
    return absent(failure);
  }
}

function absent(failure: unknown): undefined {
  if (!(failure instanceof ApiFailure)) throw failure;
  return undefined;
}

function keyOf({ workflow, version }: Named['parts'][number]): string {
  return `${workflow} ${version ?? ''}`;
}
