import { z } from 'zod';
import { decisionTraceSchema } from './explanation.ts';
import { documentSchema } from './library.ts';

/**
 * POST /environments/:environment/test-events. The event as a source would send it; its `source` becomes `test:<who>`,
 * and where they are left out it gets an `id` and, as `time`, the environment's clock.
 */
export const newTestEventSchema = z.strictObject({ event: documentSchema });
export type NewTestEvent = z.infer<typeof newTestEventSchema>;

/** Where to follow it: GET /environments/:environment/events/:source/:id */
export const testEventSentSchema = z.object({ source: z.string(), id: z.string(), subject: z.string() });
export type TestEventSent = z.infer<typeof testEventSentSchema>;

/** What one workflow decided about an event, to be read on the graph of its version. */
export const eventDecisionSchema = z.object({
  workflow: z.string(),
  name: z.string(),
  version: z.int(),
  hash: z.string(),
  run: z.string().nullable(),
  decided: decisionTraceSchema,
  /** Ids of what came of it. */
  exceptions: z.array(z.string()),
  actions: z.array(z.string()),
  /** Set where the workflow failed on the event; its state is then as before. */
  failure: z.object({ code: z.string(), detail: z.string() }).nullable(),
});
export type EventDecision = z.infer<typeof eventDecisionSchema>;

/**
 * What became of an event. `decided` with no workflow: nobody moved on it. `partition` and `offset` are its place in the
 * log; a duplicate's are those of the repetition.
 */
export const eventFateSchema = z.object({
  state: z.enum(['pending', 'decided', 'duplicate', 'skipped', 'dead-lettered']),
  partition: z.int(),
  offset: z.int(),
  subject: z.string().nullable(),
  workflows: z.array(eventDecisionSchema),
  deadLetter: z.object({ id: z.string(), code: z.string(), title: z.string(), detail: z.string() }).nullable(),
});
export type EventFate = z.infer<typeof eventFateSchema>;
