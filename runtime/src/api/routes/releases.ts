import {
  bundleQuerySchema,
  importedSchema,
  importRequestSchema,
  matrixSchema,
  pageOf,
  pageQuerySchema,
  releaseSchema,
} from '@slipway/shared/api';
import { LIMITS } from '@slipway/shared/limits';
import { bundleFileSchema } from '@slipway/shared/promotion';
import { exportBundle, importBundle, readHistory, readMatrix } from '../../promotion/index.ts';
import { ok, route } from '../route.ts';

export const releaseMatrix = route({
  method: 'get',
  path: '/releases',
  permission: 'workflow:read',
  environment: 'none',
  summary: 'Which version of each workflow runs where, against the environment before it',
  answers: { 200: { name: 'ReleaseMatrix', schema: matrixSchema } },
  handle: async ({ principal }, { promotion }) => ok(await readMatrix(promotion, principal)),
});

export const releaseList = route({
  method: 'get',
  path: '/environments/{environment}/releases',
  permission: 'workflow:read',
  environment: 'path',
  summary: 'What the environment was given to run, newest first',
  query: pageQuerySchema,
  answers: { 200: { name: 'ReleasePage', schema: pageOf(releaseSchema) } },
  handle: async ({ environment, query }, { promotion }) => ok(await readHistory(promotion, environment, query)),
});

export const bundleExport = route({
  method: 'get',
  path: '/environments/{environment}/bundle',
  permission: 'workflow:read',
  environment: 'path',
  summary:
    'What the environment runs as a bundle for another installation: closed and hashed, without values or secrets',
  query: bundleQuerySchema,
  answers: { 200: { name: 'BundleFile', schema: bundleFileSchema } },
  handle: async ({ environment, query }, { promotion }) =>
    ok(await exportBundle(promotion, environment, query.workflow)),
});

export const bundleImport = route({
  method: 'post',
  path: '/bundles',
  permission: 'workflow:edit',
  environment: 'none',
  summary: 'Takes the workflows of a bundle into the library; nothing of it runs until it is released',
  body: {
    name: 'BundleImport',
    schema: importRequestSchema,
    limits: { bytes: LIMITS.bundleBytes, keys: LIMITS.bundleKeys },
  },
  answers: { 200: { name: 'Imported', schema: importedSchema } },
  handle: async ({ body, principal, audit }, { promotion }) =>
    ok(await importBundle(promotion, body, { by: principal, audit })),
});
