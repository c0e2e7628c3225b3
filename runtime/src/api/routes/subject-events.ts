import { type SubjectEvents, subjectEventsQuerySchema, subjectEventsSchema } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { instantFromMs } from '@slipway/shared/time';
import { z } from 'zod';
import { readRecord } from '../../pipeline/read-record.ts';
import { placesOfSubject } from '../../stores/subject-events-reads.ts';
import { findSubjectRecord } from '../../stores/subjects-reads.ts';
import { idParameter, ok, route } from '../route.ts';

/** The events of a subject as they were taken in, for trying a draft on what really happened. */
export const subjectEvents = route({
  method: 'get',
  path: '/environments/{environment}/subjects/{subject}/events',
  permission: 'subject:read',
  environment: 'path',
  summary: 'The newest events of a subject as they stand in the log',
  params: z.object({ subject: idParameter }),
  query: subjectEventsQuerySchema,
  answers: { 200: { name: 'SubjectEvents', schema: subjectEventsSchema } },
  handle: async ({ environment, params, query }, services) => {
    const places = await placesOfSubject(services.database, environment.id, params.subject, query.limit);
    const items: SubjectEvents['items'][number][] = [];
    for (const { partition, offset } of places) {
      const [record] = await services.log.read(environment.id, partition, offset, 1);
      const read = record && readRecord(record);
      if (read?.is === 'event' && read.event.subject === params.subject)
        items.push({ at: instantFromMs(read.record.atMs), event: read.event });
    }
    if (items.length === 0 && !(await findSubjectRecord(services.database, environment.id, params.subject))) {
      throw new Failure('not-found', 'subject');
    }
    return ok({ items });
  },
});
