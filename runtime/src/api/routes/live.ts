import { liveMessageSchema } from '@slipway/shared/api';
import { z } from 'zod';
import { route } from '../route.ts';

export const live = route({
  method: 'get',
  path: '/environments/{environment}/live',
  permission: 'environment:read',
  environment: 'path',
  summary: 'Server-sent events of what changes; resumes from Last-Event-ID',
  query: z.object({ lastEventId: z.string().max(20).optional() }),
  answers: { 200: { name: 'LiveMessage', schema: liveMessageSchema, contentType: 'text/event-stream' } },
  handle: async ({ environment, query, header, signal }, services) =>
    new Response(services.feed.open(environment.id, header('last-event-id') ?? query.lastEventId, signal), {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      },
    }),
});
