import { randomUUID } from 'node:crypto';
import { eventFateSchema, newTestEventSchema, type TestEventSent, testEventSentSchema } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import { instantFromMs } from '@slipway/shared/time';
import { z } from 'zod';
import { readPosted } from '../../pipeline/index.ts';
import { fateOfEvent } from '../../stores/event-fate.ts';
import { saveTestEvent } from '../../stores/test-events.ts';
import { idParameter, ok, route } from '../route.ts';

const DAY_MS = 24 * 3_600_000;

export const testEventSend = route({
  method: 'post',
  path: '/environments/{environment}/test-events',
  permission: 'event:test',
  environment: 'path',
  summary: 'Sends an event of your own through the log, marked as a test of yours; it is decided like any other',
  body: { name: 'NewTestEvent', schema: newTestEventSchema },
  answers: { 200: { name: 'TestEventSent', schema: testEventSentSchema } },
  handle: async ({ environment, body, principal, audit }, services) => {
    // Sources hold no space: they are part of the names of decisions.
    const source = `test:${encodeURIComponent(principal.id)}`.slice(0, 200);
    const time = instantFromMs(environment.clock_ms ?? services.now());
    const bytes = Buffer.from(JSON.stringify({ id: randomUUID(), time, ...body.event, source }));
    // Refused to the face of who sent it, and no dead letter for others to find.
    const { id, subject } = readPosted(bytes);
    const [sent] = await services.pipeline.ingest(environment.id, source, [bytes]);
    if (!sent?.ok) throw new Failure(sent?.code ?? 'invalid-event', sent?.detail);
    const atMs = services.now();
    await services.database.transaction(async (transaction) => {
      const row = { environment: environment.id, source, event: id, ...sent.position, subject, at_ms: atMs };
      await saveTestEvent(transaction, row, atMs - LIMITS.testEventDays * DAY_MS);
      await audit(transaction, { action: 'event.test.sent', object: `event:${id}`, after: { source, subject } });
    });
    const answer: TestEventSent = { source, id, subject };
    return ok(answer);
  },
});

export const eventFate = route({
  method: 'get',
  path: '/environments/{environment}/events/{source}/{id}',
  permission: 'event:test',
  environment: 'path',
  summary: 'What became of an event: where it lies in the log, and what each workflow decided about it',
  params: z.object({ source: idParameter, id: idParameter }),
  answers: { 200: { name: 'EventFate', schema: eventFateSchema } },
  handle: async ({ environment, params }, services) => {
    const fate = await fateOfEvent(services.database, environment.id, params.source, params.id);
    if (!fate) throw new Failure('not-found', 'event');
    return ok(fate);
  },
});
