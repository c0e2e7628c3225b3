import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { pageQuerySchema } from './page.ts';

const common = {
  id: z.string(),
  at: instantSchema,
  connection: z.string(),
  /** One line: a mail's subject, or what a call asks for. */
  summary: z.string(),
  subject: z.string().nullable(),
  subjectLabel: z.string().nullable(),
  actionId: z.string().nullable(),
};

/** Something that would have left this machine and was captured. */
export const outboxItemSchema = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('mail'),
    request: z.object({ to: z.array(z.string()), from: z.string().nullable(), subject: z.string(), text: z.string() }),
    answer: z.object({ ok: z.boolean(), text: z.string() }).nullable(),
  }),
  z.object({
    ...common,
    kind: z.literal('call'),
    request: z.object({
      method: z.string(),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.unknown(),
    }),
    answer: z.object({ status: z.int(), body: z.unknown() }).nullable(),
  }),
]);
export type OutboxItem = z.infer<typeof outboxItemSchema>;

/** GET …/outbox, newest first */
export const outboxQuerySchema = pageQuerySchema.extend({ kind: z.enum(['mail', 'call']).optional() });
export type OutboxQuery = z.infer<typeof outboxQuerySchema>;
