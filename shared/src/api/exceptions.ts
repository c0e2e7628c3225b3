import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { decisionTraceSchema } from './explanation.ts';
import { graphSchema } from './graph.ts';
import { refSchema, workflowRefSchema } from './moment.ts';
import { pageQuerySchema } from './page.ts';

export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

export const exceptionStates = [
  'new',
  'reopened',
  'acknowledged',
  'in-progress',
  'resolved',
  'auto-cleared',
  'retracted',
] as const;
export type ExceptionState = (typeof exceptionStates)[number];

/** GET …/exceptions. `state=open` (the default) is all that still need someone; `closed` the rest; `all` both. */
export const exceptionQuerySchema = pageQuerySchema.extend({
  state: z.enum(['open', 'closed', 'all', ...exceptionStates]).default('open'),
  severity: z.enum(severities).optional(),
  /** Part of a title, or the beginning of any id of the subject. */
  search: z.string().max(200).optional(),
  workflow: z.string().max(200).optional(),
});
export type ExceptionQuery = z.infer<typeof exceptionQuerySchema>;

/** A row of the inbox. Rows come by severity, then newest first. */
export const exceptionItemSchema = z.object({
  id: z.string(),
  type: z.string(),
  severity: z.enum(severities),
  state: z.enum(exceptionStates),
  /** Counts the changes; a transition names the one that it was made upon. */
  revision: z.int(),
  title: z.string(),
  subject: z.string(),
  /** How the subject is called by people: its first reference. */
  subjectLabel: z.string(),
  /** A few words on the subject for the second line, for example origin and destination. */
  context: z.string(),
  workflow: workflowRefSchema,
  detectedAt: instantSchema,
  occurredAt: instantSchema,
  lastSeenAt: instantSchema,
  /** How often it was met since it was opened, first time included. */
  count: z.int(),
  assignee: z.string().nullable(),
  /** When somebody must have answered, by the environment's clock. */
  answerBy: instantSchema.nullable(),
});
export type ExceptionItem = z.infer<typeof exceptionItemSchema>;

export const evidenceSchema = z.object({
  label: z.string(),
  /** As text for people, or an instant; never markup. */
  value: z.string(),
  expected: z.string().nullable(),
  source: z.string().nullable(),
  at: instantSchema.nullable(),
  eventId: z.string().nullable(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const exceptionActivitySchema = z.object({
  at: instantSchema,
  /** A person, or the workflow. */
  who: z.string(),
  kind: z.enum([
    'opened',
    'reopened',
    'seen-again',
    'acknowledged',
    'started',
    'resolved',
    'cleared',
    'retracted',
    'note',
  ]),
  text: z.string(),
});

export const exceptionChoiceSchema = z.object({
  /** The name to send as `choice`. */
  name: z.string(),
  title: z.string(),
  /** The step that the run goes on to, when the choice's port is wired. */
  leadsTo: z.string().nullable(),
});

/** GET …/exceptions/:id */
export const exceptionSchema = exceptionItemSchema.extend({
  summary: z.string(),
  refs: z.array(refSchema),
  evidence: z.array(evidenceSchema),
  /** What closed it, when it was not a person: in words, with the event that proved it. */
  clearedBy: z.object({ text: z.string(), eventId: z.string().nullable(), at: instantSchema }).nullable(),
  choices: z.array(exceptionChoiceSchema),
  resolution: z
    .object({ choice: z.string().nullable(), reason: z.string().nullable(), note: z.string().nullable() })
    .nullable(),
  activity: z.array(exceptionActivitySchema),
  /** The step that opened it. */
  node: z.string(),
  run: z.string().nullable(),
  /** The decisions of its run, oldest first, to be read on `graph`: the version that decided. */
  trace: z.array(decisionTraceSchema),
  graph: graphSchema,
});
export type ExceptionDetail = z.infer<typeof exceptionSchema>;

/**
 * POST …/exceptions/:id/transitions, with an `Idempotency-Key` header.
 * 200 with the exception once the loop has committed it; 202 after two seconds; 409 when `revision` has moved on.
 */
export const transitionSchema = z.strictObject({
  to: z.enum(['acknowledged', 'in-progress', 'resolved']),
  revision: z.int(),
  choice: z.string().max(200).optional(),
  reason: z.string().max(200).optional(),
  note: z.string().max(10_000).optional(),
});
export type Transition = z.infer<typeof transitionSchema>;

/** The body of a 202: recorded, and it will be committed; the live feed says when. */
export const acceptedSchema = z.object({ accepted: z.literal(true), id: z.string() });
export type Accepted = z.infer<typeof acceptedSchema>;
