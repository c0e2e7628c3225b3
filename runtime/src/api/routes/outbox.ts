import { outboxItemSchema, outboxQuerySchema, pageOf } from '@slipway/shared/api';
import { listCaught } from '../../stores/caught-reads.ts';
import { ok, route } from '../route.ts';

export const outbox = route({
  method: 'get',
  path: '/environments/{environment}/outbox',
  permission: 'action:read',
  environment: 'path',
  summary: 'Calls and mails that were caught instead of sent, newest first',
  query: outboxQuerySchema,
  answers: { 200: { name: 'OutboxPage', schema: pageOf(outboxItemSchema) } },
  handle: async ({ environment, query }, services) => ok(await listCaught(services.database, environment.id, query)),
});
