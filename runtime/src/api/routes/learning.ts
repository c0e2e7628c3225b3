import { learnedSchema, learnSchema, referenceIdSchema, referenceQuerySchema } from '@slipway/shared/api';
import { z } from 'zod';
import { learnHistory } from '../../estimate/index.ts';
import { describeReference, putReference } from '../../references/index.ts';
import { ok, route } from '../route.ts';

export const referenceLearn = route({
  method: 'post',
  path: '/environments/{environment}/references/{reference}/learn',
  permission: 'reference:write',
  environment: 'path',
  summary: 'Learns how long it takes from one milestone to another, as a new version of a transit model',
  params: z.strictObject({ reference: referenceIdSchema }),
  body: { name: 'Learn', schema: learnSchema },
  answers: { 200: { name: 'Learned', schema: learnedSchema } },
  handle: async ({ environment, params, body, principal, audit, signal }, services) => {
    const { database } = services;
    const { reference } = params;
    const nowMs = Date.now();
    const { model, samples, open, usable } = await learnHistory(database, environment.id, reference, body, {
      nowMs,
      signal,
    });
    const note = body.note ?? `Learned from ${samples} subjects`;
    await putReference(
      services,
      {
        environment: environment.id,
        reference,
        by: { id: principal.id, name: principal.name },
        note,
        base: body.base,
        audit: (transaction, entry) =>
          audit(transaction, { ...entry, action: 'reference.learned', object: `reference:${reference}`, reason: note }),
      },
      { content: model },
    );
    const detail = await describeReference(database, environment.id, reference, referenceQuerySchema.parse({}));
    return ok({ samples, open, usable, reference: detail });
  },
});
