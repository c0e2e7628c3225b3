import {
  environmentCreateSchema,
  environmentDetailSchema,
  environmentListSchema,
  environmentPatchSchema,
} from '@slipway/shared/api';
import { makeEnvironment, patchEnvironment, readEnvironment, readEnvironments } from '../../promotion/index.ts';
import { ok, route } from '../route.ts';

export const environmentList = route({
  method: 'get',
  path: '/environments',
  permission: 'environment:read',
  environment: 'none',
  summary: 'The environments that you may see, on their way to production, with their policies',
  answers: { 200: { name: 'EnvironmentList', schema: environmentListSchema } },
  handle: async ({ principal }, { promotion }) => ok({ items: await readEnvironments(promotion, principal) }),
});

export const environmentCreate = route({
  method: 'post',
  path: '/environments',
  permission: 'environment:admin',
  environment: 'none',
  summary: 'Makes an environment with a log, state, connections and members of its own',
  body: { name: 'EnvironmentCreate', schema: environmentCreateSchema },
  answers: { 200: { name: 'EnvironmentDetail', schema: environmentDetailSchema } },
  handle: async ({ body, principal, audit }, { promotion }) => {
    await makeEnvironment(promotion, body, { by: principal, audit });
    return ok(await readEnvironment(promotion, body.id, principal));
  },
});

export const environmentPatch = route({
  method: 'patch',
  path: '/environments/{environment}',
  permission: 'environment:admin',
  environment: 'path',
  summary: 'Changes the title, place and policy of an environment, and where its actions go; open plans become stale',
  body: { name: 'EnvironmentPatch', schema: environmentPatchSchema },
  answers: { 200: { name: 'EnvironmentDetail', schema: environmentDetailSchema } },
  handle: async ({ environment, body, principal, audit }, { promotion }) => {
    await patchEnvironment(promotion, environment, body, { by: principal, audit });
    return ok(await readEnvironment(promotion, environment.id, principal));
  },
});
