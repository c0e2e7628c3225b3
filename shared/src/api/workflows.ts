import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { problemSchema } from './failure.ts';
import { graphSchema } from './graph.ts';

export const workflowItemSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  subject: z.string(),
  version: z.int(),
  hash: z.string(),
  /** Whether this version is the one that the environment runs. */
  live: z.boolean(),
  liveSince: instantSchema.nullable(),
  /** Watches on and begins no more runs; only what is live can be. */
  paused: z.boolean(),
  /** Openings of its sense steps and runs still open, since counting began. */
  fired: z.int(),
  openRuns: z.int(),
  errors: z.int(),
  warnings: z.int(),
});
export type WorkflowItem = z.infer<typeof workflowItemSchema>;

export const workflowVersionSchema = z.object({
  version: z.int(),
  hash: z.string(),
  at: instantSchema,
  author: z.string(),
  message: z.string(),
  live: z.boolean(),
});

/** GET …/workflows/:id (query `version`, else the live one) */
export const workflowSchema = workflowItemSchema.extend({
  graph: graphSchema,
  problems: z.array(problemSchema),
  versions: z.array(workflowVersionSchema),
});
export type WorkflowDetail = z.infer<typeof workflowSchema>;

export const workflowQuerySchema = z.object({ version: z.coerce.number().int().min(1).optional() });

/**
 * How often a step was passed, how many tokens wait at it now, how often it failed, and its passes over the last hour
 * of the environment's clock in at most 24 equal parts, oldest first.
 */
export const nodeCounterSchema = z.object({
  count: z.int(),
  waiting: z.int(),
  failed: z.int(),
  spark: z.array(z.number()).max(24),
});
export type NodeCounter = z.infer<typeof nodeCounterSchema>;

/** GET …/workflows/:id/counters. `ports` is keyed by `<node>.<port>`: how many tokens left there. */
export const countersSchema = z.object({
  version: z.int(),
  since: instantSchema,
  nodes: z.record(z.string(), nodeCounterSchema),
  ports: z.record(z.string(), z.int()),
});
export type Counters = z.infer<typeof countersSchema>;
