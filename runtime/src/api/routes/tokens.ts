import {
  newTokenSchema,
  pageOf,
  tokenMadeSchema,
  tokenQuerySchema,
  tokenRevokedSchema,
  tokenSchema,
} from '@slipway/shared/api';
import { z } from 'zod';
import { createToken, readTokens, revokeToken, type TokenWork } from '../../access/tokens.ts';
import { idParameter, ok, type RouteRequest, route } from '../route.ts';
import type { Services } from '../services.ts';

export const tokenList = route({
  method: 'get',
  path: '/tokens',
  permission: 'token:own',
  environment: 'none',
  summary: "One's own API tokens; everybody's for whoever administers them",
  query: tokenQuerySchema,
  answers: { 200: { name: 'TokenPage', schema: pageOf(tokenSchema) } },
  handle: async (request, services) => ok(await readTokens(workOf(request, services), request.query)),
});

export const tokenCreate = route({
  method: 'post',
  path: '/tokens',
  permission: 'token:own',
  environment: 'none',
  summary: 'Makes an API token, whose secret is shown this once',
  body: { name: 'NewToken', schema: newTokenSchema },
  answers: { 200: { name: 'TokenMade', schema: tokenMadeSchema } },
  handle: async (request, services) => ok(await createToken(workOf(request, services), request.body)),
});

export const tokenRevoke = route({
  method: 'delete',
  path: '/tokens/{token}',
  permission: 'token:own',
  environment: 'none',
  summary: 'Takes an API token away, at once',
  params: z.object({ token: idParameter }),
  answers: { 200: { name: 'TokenRevoked', schema: tokenRevokedSchema } },
  handle: async (request, services) => {
    await revokeToken(workOf(request, services), request.params.token);
    return ok({ revoked: true });
  },
});

function workOf(request: RouteRequest<unknown, unknown, unknown>, services: Services): TokenWork {
  const { database, access } = services;
  return { database, settings: access, principal: request.principal, record: request.audit, nowMs: services.now() };
}
