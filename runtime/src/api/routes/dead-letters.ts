import {
  deadLetterItemSchema,
  deadLetterQuerySchema,
  deadLetterRetriedSchema,
  deadLetterRetrySchema,
  deadLetterSchema,
  pageOf,
} from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { z } from 'zod';
import { findDeadLetter, listDeadLetters } from '../../stores/dead-letters-reads.ts';
import { idParameter, ok, route } from '../route.ts';

const params = z.object({ letter: idParameter });

export const deadLetterList = route({
  method: 'get',
  path: '/environments/{environment}/dead-letters',
  permission: 'dead-letter:read',
  environment: 'path',
  summary: 'What could not be understood or decided, newest first',
  query: deadLetterQuerySchema,
  answers: { 200: { name: 'DeadLetterPage', schema: pageOf(deadLetterItemSchema) } },
  handle: async ({ environment, query }, services) =>
    ok(await listDeadLetters(services.database, environment.id, query)),
});

export const deadLetterDetail = route({
  method: 'get',
  path: '/environments/{environment}/dead-letters/{letter}',
  permission: 'dead-letter:read',
  environment: 'path',
  summary: 'A dead letter with its bytes as they came',
  params,
  answers: { 200: { name: 'DeadLetter', schema: deadLetterSchema } },
  handle: async ({ environment, params }, services) => {
    const found = await findDeadLetter(services.database, environment.id, params.letter);
    if (!found) throw new Failure('not-found', 'dead letter');
    return ok(found);
  },
});

export const deadLetterRetry = route({
  method: 'post',
  path: '/environments/{environment}/dead-letters/{letter}/retry',
  permission: 'dead-letter:retry',
  environment: 'path',
  summary: 'Takes a dead letter in again, as it was or with a corrected text',
  params,
  body: { name: 'DeadLetterRetry', schema: deadLetterRetrySchema },
  answers: { 200: { name: 'DeadLetterRetried', schema: deadLetterRetriedSchema } },
  handle: async ({ environment, params, body, audit }, services) => {
    const found = await findDeadLetter(services.database, environment.id, params.letter);
    if (!found) throw new Failure('not-found', 'dead letter');
    if (found.truncated && body.text === undefined) {
      throw new Failure('conflict', 'its bytes were cut when they were kept; send a whole text');
    }
    const object = `dead-letter:${params.letter}`;
    const after = { state: 'retried', edited: body.text !== undefined };
    return ok(
      await services.pipeline.retryDeadLetter(environment.id, params.letter, body.text, (transaction) =>
        audit(transaction, { action: 'dead-letter.retried', object, before: { state: found.state }, after }),
      ),
    );
  },
});
