import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { LIMITS } from '../limits/index.ts';
import { decisionTraceSchema } from './explanation.ts';

/**
 * GET /environments/:environment/workflows/:workflow/steps/:step/tap. How long the step is listened to; with the id of
 * the last message of a tap that still runs, that one goes on instead; where another process had it, anew, for as long as
 * was left of it.
 */
export const tapQuerySchema = z.object({
  seconds: z.coerce.number().int().min(1).max(LIMITS.tapSeconds).default(60),
  lastEventId: z.string().max(100).optional(),
});

/** One passage of a step: what came in, what the step did about it and by which ports that left. */
export const tapRowSchema = z.object({
  id: z.string(),
  at: instantSchema,
  subject: z.string(),
  input: decisionTraceSchema.shape.input,
  /** The type of the event that came in; empty for a timer. */
  type: z.string(),
  /** `<step>.<port>` from which the token came in the same decision; null where it began or had waited here. */
  cameBy: z.string().nullable(),
  /** As the engine traces it: `fired`, `entered`, `waits`, `ended` … */
  did: z.string(),
  /** The ports by which it left; empty where it waits or ended. */
  left: z.array(z.string()),
  /** The answer in a few words. */
  text: z.string().optional(),
  /** What the answer rests on, as text; long ones are cut. */
  values: z.record(z.string(), z.string()),
});
export type TapRow = z.infer<typeof tapRowSchema>;

/**
 * Server-sent events of a tap, each with its `id` and this as JSON. `rows` come oldest first and at most `perSecond` of
 * them; `passed` is how often the step was passed since the tap began, so that a reader knows that some were left out.
 * After `ended` nothing comes any more: `time` is up, or the tap that was asked for is `gone`.
 */
export const tapMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open'), until: instantSchema, perSecond: z.int() }),
  z.object({ type: z.literal('rows'), rows: z.array(tapRowSchema), passed: z.int(), before: z.boolean() }),
  z.object({ type: z.literal('ended'), why: z.enum(['time', 'gone']) }),
]);
export type TapMessage = z.infer<typeof tapMessageSchema>;
