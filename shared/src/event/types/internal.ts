import { z } from 'zod';
import { code, data, instant, text } from './fields.ts';
import { family } from './type.ts';

const exceptionData = data({
  exception: code,
  revision: z.int().min(0).optional(),
  exceptionType: code.optional(),
  severity: code.optional(),
  title: text.optional(),
  workflow: code.optional(),
  key: text.optional(),
  cause: code.optional(),
  actor: text.optional(),
  choice: code.optional(),
  resolution: code.optional(),
  rootCause: code.optional(),
  responsibleParty: code.optional(),
  actionTaken: code.optional(),
  feedback: code.optional(),
  assignee: text.optional(),
  until: instant.optional(),
});
const change = { data: exceptionData };
const actionData = data({
  action: code,
  run: code.optional(),
  node: code.optional(),
  attempt: z.int().min(0).optional(),
});

/** `source` is the `source` of the events that the silence is about, `since` when the last of them came. */
const sourceData = data({ source: text, since: instant });

/** What Slipway itself appends: people's decisions on exceptions, the results of actions, and that a source is silent. */
export const INTERNAL_TYPES = family(
  'internal',
  { subjectKinds: [], internal: true },
  {
    'exception.opened': { title: 'Exception opened', ...change },
    'exception.acknowledged': { title: 'Exception acknowledged', ...change },
    'exception.progressed': { title: 'Exception in progress', ...change },
    'exception.resolved': { title: 'Exception resolved', ...change },
    'exception.closed': { title: 'Exception closed', ...change },
    'exception.cleared': { title: 'Exception cleared', ...change },
    'exception.reopened': { title: 'Exception reopened', ...change },
    'exception.noted': { title: 'Note on an exception', ...change },
    'exception.snoozed': { title: 'Exception put off', ...change },
    'exception.suppressed': { title: 'Exception suppressed', ...change },
    'action.done': { title: 'Action done', data: actionData.extend({ output: z.unknown().optional() }) },
    'action.failed': {
      title: 'Action failed',
      data: actionData.extend({ code: code.optional(), failure: code.optional(), detail: text.optional() }),
    },
    'run.cancelled': {
      title: 'Run cancelled',
      data: data({ run: code, actor: text.optional(), cause: text.optional() }),
    },
    'workflow.flooded': {
      title: 'Workflow flooded the inbox',
      subjectKinds: ['workflow'],
      data: data({
        workflow: code,
        version: code.optional(),
        name: text.optional(),
        opened: z.int().min(0),
        withinMinutes: z.int().min(1),
      }),
    },
    'source.silent': { title: 'Source fell silent', broadcast: true, subjectKinds: ['source'], data: sourceData },
    'source.heard': { title: 'Source heard again', broadcast: true, subjectKinds: ['source'], data: sourceData },
  },
);
