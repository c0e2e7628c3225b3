import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';

const reason = z.string().trim().max(500).default('');

/** POST …/workflows/:workflow/pause and …/resume */
export const pauseSchema = z.strictObject({ reason });
/** `liveSet` is what the environment runs from here on; `changed` is false where it was so already. */
export const pausedSchema = z.object({ paused: z.boolean(), liveSet: z.string(), changed: z.boolean() });
export type Paused = z.infer<typeof pausedSchema>;

/** POST …/runs/:run/cancel. 200 once the loop has committed it, 202 after two seconds, 409 when the run has ended. */
export const cancelRunSchema = z.strictObject({ reason });
export const runCancelledSchema = z.object({ id: z.string(), status: z.literal('cancelled'), outcome: z.string() });
export type RunCancelled = z.infer<typeof runCancelledSchema>;

/** POST …/hold: `held` keeps every action of the environment back until somebody lets go. */
export const holdChangeSchema = z.strictObject({ held: z.boolean(), reason });
/** GET …/hold. `owed` is how many actions wait for delivery now. */
export const holdSchema = z.object({
  held: z.boolean(),
  by: z.string().nullable(),
  reason: z.string(),
  since: instantSchema.nullable(),
  owed: z.int(),
});
export type Hold = z.infer<typeof holdSchema>;
