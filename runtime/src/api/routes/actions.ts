import { actionItemSchema, actionQuerySchema, actionRetrySchema, actionSchema, pageOf } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { z } from 'zod';
import { findAction, listActions } from '../../stores/actions-reads.ts';
import type { Environment } from '../../stores/environments.ts';
import { idParameter, ok, route } from '../route.ts';
import type { Services } from '../services.ts';

const params = z.object({ action: idParameter });

export const actionList = route({
  method: 'get',
  path: '/environments/{environment}/actions',
  permission: 'action:read',
  environment: 'path',
  summary: 'Actions, newest request first',
  query: actionQuerySchema,
  answers: { 200: { name: 'ActionPage', schema: pageOf(actionItemSchema) } },
  handle: async ({ environment, query }, services) =>
    ok(await listActions(services.database, environment.id, query, services.now())),
});

export const actionDetail = route({
  method: 'get',
  path: '/environments/{environment}/actions/{action}',
  permission: 'action:read',
  environment: 'path',
  summary: 'An action with its input, its answer and every attempt',
  params,
  answers: { 200: { name: 'Action', schema: actionSchema } },
  handle: async ({ environment, params }, services) => ok(await readAction(services, environment, params.action)),
});

export const actionRetry = route({
  method: 'post',
  path: '/environments/{environment}/actions/{action}/retry',
  permission: 'action:retry',
  environment: 'path',
  summary: 'Tries a dead action again under the same key, as it was or with another input',
  params,
  body: { name: 'ActionRetry', schema: actionRetrySchema },
  answers: { 200: { name: 'Action', schema: actionSchema } },
  handle: async ({ environment, params, body, audit }, services) => {
    const action = await readAction(services, environment, params.action);
    if (action.state !== 'dead') throw new Failure('conflict', `the action is ${action.state}`);
    const edited = body.input !== undefined;
    await services.pipeline.retryAction(environment.id, params.action, body.input, (transaction) =>
      audit(transaction, {
        action: 'action.retried',
        object: `action:${params.action}`,
        before: {
          state: action.state,
          reason: action.reason?.code ?? null,
          ...(edited ? { input: action.input } : {}),
        },
        after: { state: 'requested', ...(edited ? { input: body.input } : {}) },
      }),
    );
    return ok(await readAction(services, environment, params.action));
  },
});

async function readAction(services: Services, environment: Environment, id: string) {
  const found = await findAction(services.database, environment.id, id, {
    nowMs: services.now(),
    idempotencyOf: services.idempotencyOf,
  });
  if (!found) throw new Failure('not-found', 'action');
  return found;
}
