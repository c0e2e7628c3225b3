import { tapMessageSchema, tapQuerySchema } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { z } from 'zod';
import { eventStream } from '../../live/event-stream.ts';
import { findGraph } from '../../stores/versions-reads.ts';
import { liveOf } from '../../stores/workflows-reads.ts';
import { idParameter, route } from '../route.ts';

/** Reads the contents of events, so it has a permission of its own, and that somebody looked is recorded. */
export const tap = route({
  method: 'get',
  path: '/environments/{environment}/workflows/{workflow}/steps/{step}/tap',
  permission: 'event:tap',
  environment: 'path',
  summary:
    'Server-sent events of what passes a step of a live workflow, for a bounded time; resumes from Last-Event-ID',
  params: z.object({ workflow: idParameter, step: idParameter }),
  query: tapQuerySchema,
  answers: { 200: { name: 'TapMessage', schema: tapMessageSchema, contentType: 'text/event-stream' } },
  handle: async ({ environment, params, query, header, signal, principal, audit }, services) => {
    const { database, taps } = services;
    const target = { environment: environment.id, ...params };
    const behind = header('last-event-id') ?? query.lastEventId;
    // What another process began goes on here for as long as was left of it; who may not tap got no further than this.
    const seconds = behind === undefined ? query.seconds : taps.secondsElsewhere(behind);
    if (behind !== undefined && seconds === 0) return eventStream(taps.resume(target, principal.id, behind, signal));
    const live = (await liveOf(database, environment.id)).get(params.workflow);
    const graph = live && (await findGraph(database, environment.id, params.workflow, live.version));
    if (!graph?.nodes.some((node) => node.id === params.step)) throw new Failure('not-found', 'step');
    taps.makeRoom();
    await database.transaction((transaction) =>
      audit(transaction, {
        action: 'event.tapped',
        object: `workflow:${params.workflow}`,
        after: { step: params.step, seconds },
      }),
    );
    return eventStream(taps.open(target, principal.id, seconds, signal));
  },
});
