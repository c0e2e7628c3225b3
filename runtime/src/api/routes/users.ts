import {
  newUserSchema,
  pageOf,
  userChangeSchema,
  userQuerySchema,
  userRolesSchema,
  userSchema,
  userWithPasswordSchema,
} from '@slipway/shared/api';
import { z } from 'zod';
import { changeRoles, changeUser, createUser, type UserWork } from '../../access/users.ts';
import { listUsers } from '../../stores/users.ts';
import { idParameter, ok, type RouteRequest, route } from '../route.ts';
import type { Services } from '../services.ts';

const params = z.object({ user: idParameter });
const withPassword = { 200: { name: 'UserWithPassword', schema: userWithPasswordSchema } };

export const userList = route({
  method: 'get',
  path: '/users',
  permission: 'user:read',
  environment: 'none',
  summary: 'Who may sign in, and as what; by name',
  query: userQuerySchema,
  answers: { 200: { name: 'UserPage', schema: pageOf(userSchema) } },
  handle: async ({ query }, services) => ok(await listUsers(services.database.kysely, query)),
});

export const userCreate = route({
  method: 'post',
  path: '/users',
  permission: 'user:admin',
  environment: 'none',
  summary: 'Makes a user with a one-time password, which is shown this once',
  body: { name: 'NewUser', schema: newUserSchema },
  answers: withPassword,
  handle: async (request, services) => ok(await createUser(workOf(request, services), request.body)),
});

export const userUpdate = route({
  method: 'patch',
  path: '/users/{user}',
  permission: 'user:admin',
  environment: 'none',
  summary: 'Renames, disables or enables a user, or gives a new one-time password',
  params,
  body: { name: 'UserChange', schema: userChangeSchema },
  answers: withPassword,
  handle: async (request, services) =>
    ok(await changeUser(workOf(request, services), request.params.user, request.body)),
});

export const userRoles = route({
  method: 'put',
  path: '/users/{user}/roles',
  permission: 'user:admin',
  environment: 'none',
  summary: 'Replaces what a user is in which environment',
  params,
  body: { name: 'UserRoles', schema: userRolesSchema },
  answers: { 200: { name: 'User', schema: userSchema } },
  handle: async (request, services) =>
    ok(await changeRoles(workOf(request, services), request.params.user, request.body.roles)),
});

function workOf(request: RouteRequest<unknown, unknown, unknown>, services: Services): UserWork {
  return { database: services.database, record: request.audit, nowMs: services.now() };
}
