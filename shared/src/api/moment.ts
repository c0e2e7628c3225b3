import { z } from 'zod';
import { instantSchema, timeQualities } from '../event/envelope.ts';

/**
 * An instant and how exact it is. `day` stands for a whole local day, in which `at` lies, and is shown as a day;
 * `localOffset` is `+01:00`, or null when only UTC is known.
 */
export const momentSchema = z.object({
  at: instantSchema,
  quality: z.enum(timeQualities),
  localOffset: z.string().nullable(),
});
export type Moment = z.infer<typeof momentSchema>;

/** A reference as a person reads it: the scheme (`erp.order`, `container` …) and the value there. */
export const refSchema = z.object({ scheme: z.string(), value: z.string() });
export type Ref = z.infer<typeof refSchema>;

/** Which version of which workflow something came from. */
export const workflowRefSchema = z.object({ id: z.string(), name: z.string(), version: z.int() });
export type WorkflowRef = z.infer<typeof workflowRefSchema>;
