import { z } from 'zod';
import { LIMITS } from '../limits/index.ts';
import { referenceDetailSchema } from './references.ts';

const milestone = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+(@.{1,100})?$/, 'must be like equipment.gateOut');

/**
 * POST …/references/:reference/learn → Learned: a transit model of how long the subjects of the environment took from one
 * milestone to another, as the next version of the reference. 422 `nothing-learned`; `base` and `note` as in a change.
 */
export const learnSchema = z.strictObject({
  from: milestone,
  to: milestone,
  /** From the most general factor to the most particular. */
  by: z
    .array(
      z.strictObject({
        factor: z.string().regex(/^[a-z][A-Za-z0-9]{0,31}$/),
        /** Of the subject, with dots; the factor's own name where it is left out, and for `lane` both places. */
        field: z.string().min(1).max(200).optional(),
      }),
    )
    .max(5),
  /** The kind of subject. */
  kind: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,63}$/)
    .default('shipment'),
  /** What began so many days earlier counts half; 0: all count alike. */
  halfLifeDays: z.number().min(0).max(36_500).optional(),
  title: z.string().max(LIMITS.labelCharacters).optional(),
  base: z.int().min(0).optional(),
  note: z.string().max(500).optional(),
});
export type Learn = z.infer<typeof learnSchema>;

/** What was learned from, and what came of it. */
export const learnedSchema = z.object({
  /** How many had gone all the way, and how many were under way. */
  samples: z.int(),
  open: z.int(),
  /** Groups that are worth enough samples for an estimate of their own. */
  usable: z.int(),
  reference: referenceDetailSchema,
});
export type Learned = z.infer<typeof learnedSchema>;
