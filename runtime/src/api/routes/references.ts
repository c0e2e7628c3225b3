import {
  pageOf,
  pageQuerySchema,
  referenceChangeSchema,
  referenceCheckSchema,
  referenceContentQuerySchema,
  referenceContentSchema,
  referenceDeleteQuerySchema,
  referenceDetailSchema,
  referenceIdSchema,
  referenceListSchema,
  referenceQuerySchema,
  referenceRestoreSchema,
  referenceVersionSchema,
  removedSchema,
} from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import { z } from 'zod';
import {
  type Changing,
  checkChange,
  describeReference,
  describeReferences,
  putReference,
  readContent,
  removeReference,
  restoreReference,
  versionFace,
} from '../../references/index.ts';
import { listReferenceVersions } from '../../stores/references.ts';
import { ok, type RouteRequest, route } from '../route.ts';
import type { Services } from '../services.ts';

const params = z.strictObject({ reference: referenceIdSchema });
/** A file stands in a text of the body, in which quotes and line ends take two bytes. */
const limits = { bytes: 2 * LIMITS.referenceBytes, keys: LIMITS.bundleKeys } as const;

export const referenceList = route({
  method: 'get',
  path: '/environments/{environment}/references',
  permission: 'reference:read',
  environment: 'path',
  summary: 'The tables and transit models of an environment, with who reads them',
  answers: { 200: { name: 'ReferenceList', schema: referenceListSchema } },
  handle: async ({ environment }, { database }) => ok(await describeReferences(database, environment.id)),
});

export const referenceDetail = route({
  method: 'get',
  path: '/environments/{environment}/references/{reference}',
  permission: 'reference:read',
  environment: 'path',
  summary: 'A table or transit model with a page of its rows, as it is or as it was',
  params,
  query: referenceQuerySchema,
  answers: { 200: { name: 'ReferenceDetail', schema: referenceDetailSchema } },
  handle: async ({ environment, params, query }, { database }) =>
    ok(await describeReference(database, environment.id, params.reference, query)),
});

export const referenceContent = route({
  method: 'get',
  path: '/environments/{environment}/references/{reference}/content',
  permission: 'reference:read',
  environment: 'path',
  summary: 'All of a table or transit model',
  params,
  query: referenceContentQuerySchema,
  answers: { 200: { name: 'Reference', schema: referenceContentSchema } },
  handle: async ({ environment, params, query }, { database }) =>
    ok(await readContent(database, environment.id, params.reference, query.version)),
});

export const referenceVersions = route({
  method: 'get',
  path: '/environments/{environment}/references/{reference}/versions',
  permission: 'reference:read',
  environment: 'path',
  summary: 'The history of a table or transit model, newest first',
  params,
  query: pageQuerySchema,
  answers: { 200: { name: 'ReferenceVersionPage', schema: pageOf(referenceVersionSchema) } },
  handle: async ({ environment, params, query }, { database }) => {
    const at = { environment: environment.id, reference: params.reference };
    const { items, next } = await listReferenceVersions(database.kysely, at, query);
    if (items.length === 0 && query.cursor === undefined) throw new Failure('not-found', `reference ${at.reference}`);
    return ok({ items: items.map(versionFace), next });
  },
});

export const referenceChange = route({
  method: 'put',
  path: '/environments/{environment}/references/{reference}',
  permission: 'reference:write',
  environment: 'path',
  summary: 'A new version of a table or transit model, as a new live set that goes through the log',
  params,
  body: { name: 'ReferenceChange', schema: referenceChangeSchema, limits },
  answers: { 200: { name: 'ReferenceDetail', schema: referenceDetailSchema } },
  handle: async (request, services) => {
    await putReference(services, changing(request, 'changed', request.body), request.body);
    return answer(request, services);
  },
});

export const referenceCheck = route({
  method: 'post',
  path: '/environments/{environment}/references/{reference}/check',
  permission: 'reference:write',
  environment: 'path',
  summary: 'What a new version would come to; it changes nothing',
  params,
  body: { name: 'ReferenceChange', schema: referenceChangeSchema, limits },
  answers: { 200: { name: 'ReferenceCheck', schema: referenceCheckSchema } },
  handle: async ({ environment, params, body }, { database }) =>
    ok(await checkChange(database, environment.id, params.reference, body)),
});

export const referenceRestore = route({
  method: 'post',
  path: '/environments/{environment}/references/{reference}/restore',
  permission: 'reference:write',
  environment: 'path',
  summary: 'Makes an older version the newest, also of what was deleted',
  params,
  body: { name: 'ReferenceRestore', schema: referenceRestoreSchema },
  answers: { 200: { name: 'ReferenceDetail', schema: referenceDetailSchema } },
  handle: async (request, services) => {
    await restoreReference(services, changing(request, 'restored', request.body), request.body);
    return answer(request, services);
  },
});

export const referenceDelete = route({
  method: 'delete',
  path: '/environments/{environment}/references/{reference}',
  permission: 'reference:write',
  environment: 'path',
  summary: 'Takes away a table or transit model that nothing reads; its history stays',
  params,
  query: referenceDeleteQuerySchema,
  answers: { 200: { name: 'Removed', schema: removedSchema } },
  handle: async (request, services) => {
    await removeReference(services, changing(request, 'deleted', request.query));
    return ok({ removed: true });
  },
});

type Asked = Pick<RouteRequest<z.infer<typeof params>, unknown, unknown>, 'environment' | 'params'>;

function changing(
  request: Asked & Pick<RouteRequest<unknown, unknown, unknown>, 'principal' | 'audit'>,
  done: 'changed' | 'restored' | 'deleted',
  { note, base }: { readonly note?: string | undefined; readonly base?: number | undefined },
): Changing {
  const { environment, params, principal, audit } = request;
  return {
    environment: environment.id,
    reference: params.reference,
    by: { id: principal.id, name: principal.name },
    note,
    base,
    audit: (transaction, entry) =>
      audit(transaction, {
        ...entry,
        action: `reference.${done}`,
        object: `reference:${params.reference}`,
        reason: note,
      }),
  };
}

async function answer({ environment, params }: Asked, { database }: Services) {
  const query = referenceQuerySchema.parse({});
  return ok(await describeReference(database, environment.id, params.reference, query));
}
