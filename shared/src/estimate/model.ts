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
        /** How many samples of today they are worth, where old ones count less; all of them where it is absent. */
        effective: z.number().min(0).optional(),
        p50: z.number().min(0),
        p80: z.number().min(0),
        p95: z.number().min(0),
      }),
    )
    .max(LIMITS.referenceRows),
  /** What it was learned from. */
  learned: z.strictObject({
    from: z.string(),
    to: z.string(),
    samples: z.int(),
    /** After so many days a sample counted half; 0 where all counted alike. */
    halfLifeDays: z.number().min(0).optional(),
    /** The milestones between which it was taken. */
    stage: z.strictObject({ from: z.string(), to: z.string() }).optional(),
  }),
});
export type TransitModel = z.infer<typeof transitModelSchema>;
