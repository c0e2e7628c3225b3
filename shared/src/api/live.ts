import { z } from 'zod';
import { replaySchema } from './status.ts';
import { summarySchema } from './summary.ts';
import { nodeCounterSchema } from './workflows.ts';

/** Ids that changed. At most 200 are named; `more` then says that there were others, and lists must be read again. */
const changedIds = z.object({ ids: z.array(z.string()).max(200), more: z.boolean() });

/**
 * GET …/live: server-sent events, each with an increasing `id` and this as its JSON `data`, at most four a second.
 * A client resumes with `Last-Event-ID` (or, where a browser cannot set it, `?lastEventId=`); when that is too old it gets `resync` and reads everything again.
 * `counters` holds the steps and ports that changed, with their new values (not differences).
 */
export const liveMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('changed'),
    exceptions: changedIds.optional(),
    actions: changedIds.optional(),
    subjects: changedIds.optional(),
    deadLetters: changedIds.optional(),
    backtests: changedIds.optional(),
    outbox: z.int().optional(),
    workflows: z.array(z.string()).optional(),
    counters: z
      .record(
        z.string(),
        z.object({
          version: z.int(),
          nodes: z.record(z.string(), nodeCounterSchema),
          ports: z.record(z.string(), z.int()),
        }),
      )
      .optional(),
    summary: summarySchema.optional(),
    replay: replaySchema.nullable().optional(),
  }),
  z.object({ type: z.literal('resync') }),
]);
export type LiveMessage = z.infer<typeof liveMessageSchema>;
export type LiveChange = Extract<LiveMessage, { type: 'changed' }>;
