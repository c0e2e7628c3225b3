import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { actionStates } from './actions.ts';
import { severities } from './exceptions.ts';

const count = z.int().min(0);

/** GET /environments/:environment/summary — what Home shows. Counts are since `since` unless they say otherwise. */
export const summarySchema = z.object({
  at: instantSchema,
  since: instantSchema,
  /** Events taken in per second of wall time: the latest second, and the last 120 of them, oldest first. */
  rate: z.object({ perSecond: z.number(), series: z.array(z.number()).max(120) }),
  outcomes: z.object({ decided: count, duplicate: count, skipped: count, deadLettered: count }),
  /** Events appended and not yet decided, and the age of the oldest of them in seconds. */
  lag: z.object({ events: count, seconds: z.number() }),
  /** Milliseconds from the append to the commit of the decision, over the last two minutes; null without events. */
  decision: z.object({ p50Ms: z.number().nullable(), p95Ms: z.number().nullable() }),
  subjects: count,
  /** Open now, by severity. */
  openExceptions: z.record(z.enum(severities), count),
  /** All now, by state. */
  actions: z.record(z.enum(actionStates), count),
  stuckActions: count,
  /** Open now. */
  deadLetters: count,
  /** Captured mails and calls. */
  outbox: count,
  sources: z.array(z.object({ source: z.string(), perSecond: z.number(), total: count })),
});
export type Summary = z.infer<typeof summarySchema>;
