import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { pageQuerySchema } from './page.ts';

/** GET /audit, newest first. `action` is a whole name or a beginning of one (`workflow.`). */
export const auditQuerySchema = pageQuerySchema.extend({
  environment: z.string().max(63).optional(),
  actor: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  object: z.string().max(500).optional(),
  search: z.string().max(200).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** One change: who, what, where, before and after (secrets are never in it), by which request. */
export const auditItemSchema = z.object({
  number: z.int(),
  at: instantSchema,
  environment: z.string().nullable(),
  actor: z.object({ id: z.string(), name: z.string(), kind: z.string() }),
  request: z.string(),
  action: z.string(),
  object: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  hash: z.string(),
});
export type AuditItem = z.infer<typeof auditItemSchema>;

/** GET /audit/verify. `head`: the hash of an entry that was noted elsewhere earlier. */
export const auditVerifyQuerySchema = z.object({
  head: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

/** GET /audit/verify: whether every entry is what was written; `broken` names the first that is not. */
export const auditVerifiedSchema = z.object({
  ok: z.boolean(),
  entries: z.int(),
  /** The last entry. Kept elsewhere, it shows later that the whole chain was replaced. */
  head: z.object({ number: z.int(), hash: z.string() }),
  broken: z.object({ number: z.int(), what: z.string() }).nullable(),
});
export type AuditVerified = z.infer<typeof auditVerifiedSchema>;
