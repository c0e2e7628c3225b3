import { liveMessageSchema } from '@slipway/shared/api';
import { z } from 'zod';
import { eventStream } from '../../live/event-stream.ts';
import { route } from '../route.ts';

/** Whoever may not look any more is let go within this time. */
const STREAM_MOST_MS = 5 * 60_000;

export const live = route({
  method: 'get',
  path: '/environments/{environment}/live',
  permission: 'environment:read',
  environment: 'path',
  summary: 'Server-sent events of what changes; resumes from Last-Event-ID',
  query: z.object({ lastEventId: z.string().max(20).optional() }),
  answers: { 200: { name: 'LiveMessage', schema: liveMessageSchema, contentType: 'text/event-stream' } },
  handle: async ({ environment, query, header, signal, principal }, services) => {
    // The browser comes back by itself and goes on where it was, and is asked anew who it is.
    const until = principal.kind === 'local' ? signal : AbortSignal.any([signal, AbortSignal.timeout(STREAM_MOST_MS)]);
    return eventStream(services.feed.open(environment.id, header('last-event-id') ?? query.lastEventId, until));
  },
});
