import {
  pageOf,
  subjectItemSchema,
  subjectQuerySchema,
  subjectSchema,
  whyQuerySchema,
  whySchema,
} from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { z } from 'zod';
import { findSubject, listSubjects } from '../../stores/subjects-reads.ts';
import { idParameter, ok, route } from '../route.ts';
import { explainWhy } from '../why.ts';

const params = z.object({ subject: idParameter });

export const subjectList = route({
  method: 'get',
  path: '/environments/{environment}/subjects',
  permission: 'subject:read',
  environment: 'path',
  summary: 'Shipments and other subjects, last changed first, or by the beginning of any id',
  query: subjectQuerySchema,
  answers: { 200: { name: 'SubjectPage', schema: pageOf(subjectItemSchema) } },
  handle: async ({ environment, query }, services) => ok(await listSubjects(services.database, environment.id, query)),
});

export const subjectDetail = route({
  method: 'get',
  path: '/environments/{environment}/subjects/{subject}',
  permission: 'subject:read',
  environment: 'path',
  summary: 'A subject: plan against actual, its story, exceptions, runs and actions',
  params,
  answers: { 200: { name: 'Subject', schema: subjectSchema } },
  handle: async ({ environment, params }, services) => {
    const found = await findSubject(services.database, environment.id, params.subject, services.now());
    if (!found) throw new Failure('not-found', 'subject');
    return ok(found);
  },
});

export const subjectWhy = route({
  method: 'get',
  path: '/environments/{environment}/subjects/{subject}/why',
  permission: 'subject:read',
  environment: 'path',
  summary: 'Why a workflow did or did not fire for a subject',
  params,
  query: whyQuerySchema,
  answers: { 200: { name: 'Why', schema: whySchema } },
  handle: async ({ environment, params, query }, services) =>
    ok(await explainWhy(services, environment, params.subject, query.workflow)),
});
