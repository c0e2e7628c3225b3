import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { LIMITS } from '../limits/index.ts';
import { pageQuerySchema } from './page.ts';

/** GET /tokens: one's own, and everybody's for whoever administers tokens. */
export const tokenQuerySchema = pageQuerySchema;

/** A program's credential. It never may more than its owner does now. */
export const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The beginning of the secret, to tell tokens apart. */
  prefix: z.string(),
  owner: z.object({ id: z.string(), name: z.string() }),
  /** Null: every environment and the installation. */
  environments: z.array(z.string()).nullable(),
  permissions: z.array(z.string()),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  /** To the minute; null before the first use. */
  usedAt: instantSchema.nullable(),
  state: z.enum(['valid', 'expired', 'ownerless']),
});
export type Token = z.infer<typeof tokenSchema>;

/** POST /tokens → NewTokenMade */
export const newTokenSchema = z.strictObject({
  name: z.string().trim().min(1).max(LIMITS.labelCharacters),
  environments: z.array(z.string().max(63)).min(1).max(LIMITS.environments).nullable(),
  permissions: z.array(z.string().max(64)).min(1).max(100),
  days: z.int().min(1).max(LIMITS.tokenDays),
});
export type NewToken = z.infer<typeof newTokenSchema>;

/** `secret` is shown this once; sent as `Authorization: Bearer <secret>`. */
export const tokenMadeSchema = z.object({ token: tokenSchema, secret: z.string() });
export type TokenMade = z.infer<typeof tokenMadeSchema>;

/** DELETE /tokens/:token */
export const tokenRevokedSchema = z.object({ revoked: z.literal(true) });
