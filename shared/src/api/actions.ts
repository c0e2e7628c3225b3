import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { workflowRefSchema } from './moment.ts';
import { pageQuerySchema } from './page.ts';

export const actionStates = ['requested', 'running', 'retrying', 'done', 'dead', 'withdrawn'] as const;
export type ActionState = (typeof actionStates)[number];

/** GET …/actions. `stuck` selects what waits or runs longer than it should; `failing` is retrying and dead together. */
export const actionQuerySchema = pageQuerySchema.extend({
  state: z.enum([...actionStates, 'stuck', 'failing']).optional(),
  search: z.string().max(200).optional(),
  subject: z.string().max(300).optional(),
});
export type ActionQuery = z.infer<typeof actionQuerySchema>;

/** A row of the action list; newest request first. */
export const actionItemSchema = z.object({
  id: z.string(),
  title: z.string(),
  workflow: workflowRefSchema,
  node: z.string(),
  subject: z.string(),
  subjectLabel: z.string(),
  slot: z.string(),
  /** The bound connection; null while the slot is bound to none. */
  connection: z.string().nullable(),
  operation: z.string(),
  state: z.enum(actionStates),
  stuck: z.boolean(),
  attemptCount: z.int(),
  maxAttempts: z.int(),
  requestedAt: instantSchema,
  lastAttemptAt: instantSchema.nullable(),
  nextAttemptAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** The last failure: a code of FAILURES, its title, and what it happened to. */
  reason: z.object({ code: z.string(), title: z.string(), detail: z.string() }).nullable(),
});
export type ActionItem = z.infer<typeof actionItemSchema>;

export const attemptSchema = z.object({
  attempt: z.int(),
  at: instantSchema,
  ms: z.number().nullable(),
  outcome: z.enum(['done', 'transient', 'permanent', 'ambiguous']),
  code: z.string().nullable(),
  detail: z.string(),
});
export type Attempt = z.infer<typeof attemptSchema>;

/** How a repeated call is kept from acting twice. */
export const idempotencyKinds = ['key-header', 'natural-key', 'lookup-first', 'none'] as const;

/** GET …/actions/:id */
export const actionSchema = actionItemSchema.extend({
  /** The action that this one takes back. */
  compensates: z.string().nullable(),
  input: z.unknown(),
  output: z.unknown(),
  attempts: z.array(attemptSchema),
  idempotency: z.object({ kind: z.enum(idempotencyKinds), key: z.string() }),
  run: z.string().nullable(),
});
export type ActionDetail = z.infer<typeof actionSchema>;

/** POST …/actions/:id/retry → 200 with the action. The idempotency key stays; an edited input is recorded. */
export const actionRetrySchema = z.strictObject({ input: z.unknown().optional() });
export type ActionRetry = z.infer<typeof actionRetrySchema>;
