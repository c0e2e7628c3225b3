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
  'waiting',
  'suppressed',
  'resolved',
  'auto-cleared',
  'retracted',
] as const;
export type ExceptionState = (typeof exceptionStates)[number];

/** GET …/exceptions. `state=open` (the default) is all that still need someone, suppressed ones left out; `closed` the rest; `all` both. */
export const exceptionQuerySchema = pageQuerySchema.extend({
  state: z.enum(['open', 'closed', 'all', ...exceptionStates]).default('open'),
  severity: z.enum(severities).optional(),
  /** Part of a title, or the beginning of any id of the subject. */
  search: z.string().max(200).optional(),
  workflow: z.string().max(200).optional(),
  /** A promise about it is broken: not taken up, or not closed, in time. */
  breached: z.enum(['true', 'false']).optional(),
  /** Somebody must have answered before this moment of the environment's clock. */
  answerBefore: instantSchema.optional(),
  /** Somebody should have answered by now, by the environment's clock. */
  overdue: z.enum(['true']).optional(),
  /** Whose it is: a person or a group, by name. */
  assignee: z.string().max(200).optional(),
  /** Cases that belong to this one. */
  parent: z.string().max(200).optional(),
});
export type ExceptionQuery = z.infer<typeof exceptionQuerySchema>;

/** What a person may say of a case's worth when closing it. */
export const feedbacks = ['acted', 'no-action-needed'] as const;
export type Feedback = (typeof feedbacks)[number];

/** A row of the inbox. Rows come by priority, then by when an answer is due, then newest first. */
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
  /** When somebody must have answered, by the environment's clock: to take it up, or else to close it. */
  answerBy: instantSchema.nullable(),
  /** Ten times the product of its inputs; the inbox is in this order. */
  priority: z.object({ score: z.number(), severity: z.number(), sla: z.number(), impact: z.number() }),
  /** What is at stake, in a text; empty where the workflow says nothing of it. */
  impact: z.string(),
  breached: z.array(z.enum(['acknowledge', 'resolve'])),
  /** Until when it is put off or kept out of the inbox. */
  until: instantSchema.nullable(),
  /** When it clears by itself unless its clearing condition ends before. */
  clearsAt: instantSchema.nullable(),
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
    'put-off',
    'breached',
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

/** A case in few words, where another one refers to it. */
export const relatedExceptionSchema = z.object({
  id: z.string(),
  title: z.string(),
  subject: z.string(),
  severity: z.enum(severities),
  state: z.enum(exceptionStates),
});

/** The codes of a closing, beside the choice. Which are offered is up to the type of the exception. */
const closingCode = z.string().min(1).max(100);
const closingCodes = ['responsibleParty', 'actionTaken', 'resolution', 'rootCause'] as const;

/** GET …/exceptions/:id */
export const exceptionSchema = exceptionItemSchema.extend({
  summary: z.string(),
  refs: z.array(refSchema),
  evidence: z.array(evidenceSchema),
  /** What closed it, when it was not a person: in words, with the event that proved it. */
  clearedBy: z.object({ text: z.string(), eventId: z.string().nullable(), at: instantSchema }).nullable(),
  choices: z.array(exceptionChoiceSchema),
  resolution: z
    .object({
      choice: z.string().nullable(),
      reason: z.string().nullable(),
      note: z.string().nullable(),
      codes: z.partialRecord(z.enum(closingCodes), z.string()),
      feedback: z.enum(feedbacks).nullable(),
    })
    .nullable(),
  /** By when it is to be taken up and closed. */
  due: z.object({ acknowledge: instantSchema.nullable(), resolve: instantSchema.nullable() }),
  /** The reference of the case that this one belongs to, and that case if there is one. */
  parent: z.object({ reference: z.string(), exception: relatedExceptionSchema.nullable() }).nullable(),
  /** Open cases that belong to this one: the most urgent of them, and how many in all. */
  children: z.object({ items: z.array(relatedExceptionSchema), count: z.int() }),
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
export const transitionSchema = z
  .strictObject({
    to: z.enum(['acknowledged', 'in-progress', 'waiting', 'suppressed', 'resolved']),
    revision: z.int(),
    choice: z.string().max(200).optional(),
    reason: z.string().max(200).optional(),
    note: z.string().max(10_000).optional(),
    /** Whose it becomes; without it, of whoever moves it while it is nobody's. */
    assignee: z.string().min(1).max(200).optional(),
    /** To `waiting` and `suppressed`: the moment, later than the environment's clock, at which it comes back. */
    until: instantSchema.optional(),
    responsibleParty: closingCode.optional(),
    actionTaken: closingCode.optional(),
    resolution: closingCode.optional(),
    rootCause: closingCode.optional(),
    feedback: z.enum(feedbacks).optional(),
  })
  .refine(({ to, until }) => (to === 'waiting' || to === 'suppressed') === (until !== undefined), {
    path: ['until'],
    error: 'is needed to put a case off, and only then',
  });
export type Transition = z.infer<typeof transitionSchema>;

/** The body of a 202: recorded, and it will be committed; the live feed says when. */
export const acceptedSchema = z.object({ accepted: z.literal(true), id: z.string() });
export type Accepted = z.infer<typeof acceptedSchema>;
