import { FAILURES, Failure, type FailureCode } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import { z } from 'zod';
import type { Ingested } from '../../pipeline/index.ts';
import { route } from '../route.ts';
import { splitEvents } from '../split-events.ts';

const positionSchema = z.object({ partition: z.int(), offset: z.int() });
const acceptedEventSchema = z.object({ id: z.string(), position: positionSchema });
const refusedEventSchema = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  deadLetter: z.string(),
});
const ingestedSchema = z.object({
  accepted: z.int(),
  refused: z.int(),
  events: z.array(z.union([acceptedEventSchema, refusedEventSchema])),
});

export const events = route({
  method: 'post',
  path: '/environments/{environment}/events',
  permission: 'event:ingest',
  environment: 'path',
  summary:
    'Takes in one event, an array of them, or JSON lines (CloudEvents 1.0, structured). Answered once all are durable; what cannot be understood is kept as a dead letter. A single event that is refused is answered with its failure',
  body: 'raw',
  answers: { 200: { name: 'Ingested', schema: ingestedSchema } },
  handle: async ({ environment, header, bytes, request, principal }, services) => {
    const body = await bytes(LIMITS.requestBytes);
    const { events, single } = splitEvents(body, header('content-type') ?? '');
    if (events.length === 0) throw new Failure('invalid-request', 'the body holds no event');
    const results = await services.pipeline.ingest(environment.id, 'api', events);
    const answers = results.map(answerOf);
    const accepted = results.filter((result) => result.ok).length;
    const codes = [...new Set(results.flatMap((result) => (result.ok ? [] : [result.code])))];
    if (codes.length > 0) {
      const facts = { requestId: request, environment: environment.id, from: principal.id };
      services.logger.info('events were refused and kept', { ...facts, refused: results.length - accepted, codes });
    }
    const [first] = results;
    if (single && first && !first.ok) return { status: statusOf(first.code), body: answers[0] };
    return { status: 200, body: { accepted, refused: results.length - accepted, events: answers } };
  },
});

function answerOf(result: Ingested) {
  if (result.ok) return { id: result.id, position: result.position };
  return {
    code: result.code,
    title: FAILURES[result.code].title,
    detail: result.detail,
    deadLetter: result.deadLetter,
  };
}

function statusOf(code: FailureCode): number {
  return FAILURES[code].status;
}
