import { z } from 'zod';
import { classifiers, instantSchema } from '../event/envelope.ts';
import { actionItemSchema } from './actions.ts';
import { exceptionItemSchema, severities } from './exceptions.ts';
import { momentSchema, refSchema, workflowRefSchema } from './moment.ts';
import { pageQuerySchema } from './page.ts';

/** GET …/subjects. `search` is the beginning of any id; without it, those that changed last come first. */
export const subjectQuerySchema = pageQuerySchema.extend({
  search: z.string().max(200).optional(),
  kind: z.string().max(64).optional(),
});
export type SubjectQuery = z.infer<typeof subjectQuerySchema>;

export const subjectItemSchema = z.object({
  id: z.string(),
  kind: z.string(),
  /** How people call it: its first reference. */
  label: z.string(),
  /** Where it is in its life, in the model's words (`planned`, `in-transit`, `delivered` …). */
  status: z.string(),
  refs: z.array(refSchema),
  origin: z.string().nullable(),
  destination: z.string().nullable(),
  carrier: z.string().nullable(),
  customer: z.string().nullable(),
  commitment: momentSchema.nullable(),
  estimate: momentSchema.nullable(),
  delivered: momentSchema.nullable(),
  openExceptions: z.int(),
  worstSeverity: z.enum(severities).nullable(),
  changedAt: instantSchema,
});
export type SubjectItem = z.infer<typeof subjectItemSchema>;

export const milestoneSchema = z.object({
  key: z.string(),
  title: z.string(),
  place: z.string().nullable(),
  plan: momentSchema.nullable(),
  estimate: momentSchema.nullable(),
  actual: momentSchema.nullable(),
});
export type Milestone = z.infer<typeof milestoneSchema>;

export const timelineKinds = ['event', 'decision', 'exception', 'action', 'person'] as const;

export const timelineEntrySchema = z.object({
  id: z.string(),
  /** When it became known here. */
  at: instantSchema,
  /** When it happened. */
  occurredAt: momentSchema,
  kind: z.enum(timelineKinds),
  classifier: z.enum(classifiers).nullable(),
  title: z.string(),
  detail: z.string(),
  source: z.string().nullable(),
  eventId: z.string().nullable(),
  /** It was older than what was already known of its kind. */
  late: z.boolean(),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

export const runItemSchema = z.object({
  id: z.string(),
  workflow: workflowRefSchema,
  state: z.enum(['open', 'ended', 'retracted', 'cancelled', 'failed']),
  outcome: z.string().nullable(),
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  /** The titles of the steps at which it waits. */
  waitsAt: z.array(z.string()),
});
export type RunItem = z.infer<typeof runItemSchema>;

/** GET …/subjects/:subject (the canonical id, URI-encoded) */
export const subjectSchema = subjectItemSchema.extend({
  links: z.array(
    z.object({
      relation: z.enum(['part-of', 'contains', 'same-as', 'related']),
      subject: z.string(),
      kind: z.string(),
      label: z.string(),
      from: instantSchema.nullable(),
      to: instantSchema.nullable(),
    }),
  ),
  lines: z.array(
    z.object({
      id: z.string(),
      item: z.string(),
      quantity: z.number().nullable(),
      unit: z.string().nullable(),
      commitment: momentSchema.nullable(),
      open: z.boolean(),
    }),
  ),
  /** Whatever else people want to see at its head: mode, weight, value … */
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  milestones: z.array(milestoneSchema),
  /** Each estimate of the arrival as it was stated, oldest first; none is overwritten. */
  estimates: z.array(z.object({ statedAt: instantSchema, estimate: momentSchema, source: z.string() })),
  /** Newest last, in the order in which they happened. At most the last 500. */
  timeline: z.array(timelineEntrySchema),
  exceptions: z.array(exceptionItemSchema),
  runs: z.array(runItemSchema),
  actions: z.array(actionItemSchema),
});
export type SubjectDetail = z.infer<typeof subjectSchema>;
