import { z } from 'zod';
import { canonicalEventSchema, instantSchema } from '../event/envelope.ts';

/** GET /environments/:environment/subjects/:subject/events. How many of the newest are wanted. */
export const subjectEventsQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(100).default(30) });

/**
 * The newest events of a subject as they stand in the log, in the order in which they came in; what Slipway itself
 * appended is not among them. `at` is the clock of the partition when each came.
 */
export const subjectEventsSchema = z.object({
  items: z.array(z.object({ at: instantSchema, event: canonicalEventSchema })),
});
export type SubjectEvents = z.infer<typeof subjectEventsSchema>;
