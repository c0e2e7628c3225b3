import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { LIMITS } from '../limits/index.ts';

/** Environments are named like hosts: short enough for a topic, and without a dot. */
export const environmentIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be like dev or prod-eu: a-z, 0-9, -, at most 40');

/** Who must agree before something goes live. It is kept in the database, part of what an approval is pinned to. */
export const policySchema = z.strictObject({
  /** How many people must approve a plan. */
  approvals: z.int().min(0).max(10),
  /** Whether the author of a version or of the plan may be one of them. */
  authorMayApprove: z.boolean(),
  /** A plan that is not applied by then has to be made again. */
  expiresHours: z
    .int()
    .min(1)
    .max(24 * 90),
});
export type Policy = z.infer<typeof policySchema>;

/** An environment as people administer it. */
export const environmentDetailSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** Its place on the way to production, from 0; promotion goes from one to the next. */
  order: z.int(),
  kind: z.enum(['live', 'replay']),
  deliversTo: z.enum(['outbox', 'targets']),
  actionsHeld: z.boolean(),
  policy: policySchema,
  /** What the policy comes to for whoever asks, and why, where that is not what it says. */
  effective: z.object({ approvals: z.int(), note: z.string().nullable() }),
  liveSet: z.string(),
  workflows: z.int(),
  /** Greatest time that it has processed; null before its first record. */
  clock: instantSchema.nullable(),
});
export type EnvironmentDetail = z.infer<typeof environmentDetailSchema>;

/** GET /environments */
export const environmentListSchema = z.object({ items: z.array(environmentDetailSchema) });

const title = z.string().trim().min(1).max(LIMITS.labelCharacters);
const order = z.int().min(0).max(1_000);

/** POST /environments → EnvironmentDetail */
export const environmentCreateSchema = z.strictObject({
  id: environmentIdSchema,
  title: title.optional(),
  order: order.optional(),
  kind: z.enum(['live', 'replay']).default('live'),
  deliversTo: z.enum(['outbox', 'targets']).default('outbox'),
  actionsHeld: z.boolean().default(false),
  policy: policySchema.partial().optional(),
});
export type EnvironmentCreate = z.infer<typeof environmentCreateSchema>;

/** PATCH /environments/:environment → EnvironmentDetail */
export const environmentPatchSchema = z.strictObject({
  title: title.optional(),
  order: order.optional(),
  deliversTo: z.enum(['outbox', 'targets']).optional(),
  actionsHeld: z.boolean().optional(),
  policy: policySchema.partial().optional(),
  reason: z.string().max(LIMITS.textCharacters).optional(),
});
export type EnvironmentPatch = z.infer<typeof environmentPatchSchema>;
