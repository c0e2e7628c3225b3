import { z } from 'zod';
import { LIMITS } from '../limits/index.ts';

/**
 * What was learned of how long something takes: quantiles of hours by group. `factors` stand from the most general to the
 * most particular (mode, lane, carrier); a group names the first so many of them, and the one of none is everything.
 */
export const transitModelSchema = z.strictObject({
  kind: z.literal('transit'),
  id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  title: z.string().max(LIMITS.labelCharacters).optional(),
  factors: z.array(z.string().regex(/^[a-z][A-Za-z0-9]{0,31}$/)).max(5),
  groups: z
    .array(
      z.strictObject({
        key: z.array(z.string().max(LIMITS.labelCharacters)).max(5),
        samples: z.int().min(1),
        p50: z.number(),
        p80: z.number(),
        p95: z.number(),
      }),
    )
    .max(LIMITS.referenceRows),
  /** What it was learned from. */
  learned: z.strictObject({ from: z.string(), to: z.string(), samples: z.int() }),
});
export type TransitModel = z.infer<typeof transitModelSchema>;
