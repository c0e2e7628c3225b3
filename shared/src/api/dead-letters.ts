import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { pageQuerySchema } from './page.ts';

export const deadLetterStates = ['open', 'retried'] as const;

/** GET …/dead-letters */
export const deadLetterQuerySchema = pageQuerySchema.extend({
  state: z.enum([...deadLetterStates, 'all']).default('open'),
  code: z.string().max(100).optional(),
  source: z.string().max(200).optional(),
  search: z.string().max(200).optional(),
});
export type DeadLetterQuery = z.infer<typeof deadLetterQuerySchema>;

/** What could not be understood or decided: a code of FAILURES, its title, and what it happened to. Newest first. */
export const deadLetterItemSchema = z.object({
  id: z.string(),
  at: instantSchema,
  source: z.string(),
  /** Where in its source it stood, in the source's own words (file and line, partition and offset). */
  position: z.string(),
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  bytes: z.int(),
  state: z.enum(deadLetterStates),
  retriedAt: instantSchema.nullable(),
});
export type DeadLetterItem = z.infer<typeof deadLetterItemSchema>;

/** GET …/dead-letters/:id — with the bytes as they came; `text` when they are UTF-8, `truncated` when they were cut. */
export const deadLetterSchema = deadLetterItemSchema.extend({
  base64: z.string(),
  text: z.string().nullable(),
  truncated: z.boolean(),
});
export type DeadLetterDetail = z.infer<typeof deadLetterSchema>;

/** POST …/dead-letters/:id/retry, as it was or with a corrected text. */
export const deadLetterRetrySchema = z.strictObject({ text: z.string().optional() });
export type DeadLetterRetry = z.infer<typeof deadLetterRetrySchema>;

/** What became of the retry; refused again, it carries the new reason. */
export const deadLetterRetriedSchema = z.object({
  outcome: z.enum(['accepted', 'duplicate', 'refused']),
  reason: z.object({ code: z.string(), title: z.string(), detail: z.string() }).nullable(),
});
export type DeadLetterRetried = z.infer<typeof deadLetterRetriedSchema>;
