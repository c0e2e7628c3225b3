import {
  acceptedSchema,
  exceptionItemSchema,
  exceptionQuerySchema,
  exceptionSchema,
  pageOf,
  transitionSchema,
} from '@slipway/shared/api';
import type { CanonicalEvent } from '@slipway/shared/event';
import { Failure } from '@slipway/shared/failure';
import { hashOf } from '@slipway/shared/json';
import { instantFromMs } from '@slipway/shared/time';
import { z } from 'zod';
import { readException } from '../../stores/exception-detail.ts';
import { findException, listExceptions } from '../../stores/exceptions-reads.ts';
import { useRequestKey } from '../../stores/request-keys.ts';
import { idParameter, ok, route } from '../route.ts';

const params = z.object({ exception: idParameter });

export const exceptionList = route({
  method: 'get',
  path: '/environments/{environment}/exceptions',
  permission: 'exception:read',
  environment: 'path',
  summary: 'The inbox, by priority, then by when an answer is due',
  query: exceptionQuerySchema,
  answers: { 200: { name: 'ExceptionPage', schema: pageOf(exceptionItemSchema) } },
  handle: async ({ environment, query }, services) => {
    const answerBefore = query.overdue ? instantFromMs(environment.clock_ms ?? services.now()) : query.answerBefore;
    return ok(await listExceptions(services.database, environment.id, { ...query, answerBefore }));
  },
});

export const exceptionDetail = route({
  method: 'get',
  path: '/environments/{environment}/exceptions/{exception}',
  permission: 'exception:read',
  environment: 'path',
  summary: 'An exception with its evidence and the decisions of its run',
  params,
  answers: { 200: { name: 'Exception', schema: exceptionSchema } },
  handle: async ({ environment, params }, services) => {
    const found = await readException(services.database, environment.id, params.exception);
    if (!found) throw new Failure('not-found', 'exception');
    return ok(found);
  },
});

const EVENT_OF = {
  acknowledged: 'exception.acknowledged',
  'in-progress': 'exception.progressed',
  waiting: 'exception.snoozed',
  suppressed: 'exception.suppressed',
  resolved: 'exception.resolved',
} as const;

const ANSWER_WITHIN_MS = 2_000;

export const exceptionTransition = route({
  method: 'post',
  path: '/environments/{environment}/exceptions/{exception}/transitions',
  permission: 'exception:resolve',
  environment: 'path',
  summary: 'Acknowledges, starts on, puts off or resolves an exception; needs an Idempotency-Key header',
  params,
  body: { name: 'Transition', schema: transitionSchema },
  answers: {
    200: { name: 'Exception', schema: exceptionSchema },
    202: { name: 'Accepted', schema: acceptedSchema },
  },
  handle: async ({ environment, params, body, principal, header, audit }, services) => {
    const key = header('idempotency-key');
    if (!key || key.length > 200 || key.includes('\0')) {
      throw new Failure('invalid-request', 'an Idempotency-Key header is needed');
    }
    const found = await findException(services.database, environment.id, params.exception);
    if (!found) throw new Failure('not-found', 'exception');
    const { to, ...said } = body;
    // The same request under the same key is the same event, which the loop decides once.
    const id = `person_${hashOf([environment.id, params.exception, principal.id, key, body]).slice(0, 32)}`;
    const event: CanonicalEvent = {
      id,
      source: 'slipway',
      type: EVENT_OF[to],
      subject: found.record.subject,
      time: instantFromMs(environment.clock_ms ?? services.now()),
      data: {
        ...(said as Record<string, unknown>),
        exception: params.exception,
        actor: principal.name,
      } as CanonicalEvent['data'],
    };
    // Before it goes to the loop: what is in the log was asked by somebody of whom the audit tells.
    await services.database.transaction(async (transaction) => {
      const asked = { environment: environment.id, principal: principal.id, key, at_ms: services.now() };
      const known = await useRequestKey(transaction, { ...asked, content_hash: id });
      if (known === id) return;
      if (known !== undefined) throw new Failure('key-reused', 'Idempotency-Key');
      const { note, ...after } = said;
      await audit(transaction, {
        action: `exception.${to}`,
        object: `exception:${params.exception}`,
        before: { state: found.record.state },
        after: { ...after, event: id },
        reason: note,
      });
    });
    const answer = await services.pipeline.request(environment.id, event, ANSWER_WITHIN_MS);
    if (!answer) return { status: 202, body: { accepted: true, id } };
    // An exception that is not open any more was here a moment ago: somebody else closed it.
    if (answer.failure) throw new Failure('conflict', answer.detail);
    return ok(await readException(services.database, environment.id, params.exception));
  },
});
