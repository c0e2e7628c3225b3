import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { explanationSchema } from './explanation.ts';
import { graphSchema } from './graph.ts';
import { workflowRefSchema } from './moment.ts';

/** GET …/subjects/:subject/why — of which workflow, and (when more than one) upon which event. */
export const whyQuerySchema = z.object({ workflow: z.string().min(1).max(200) });

export const whyNodeSchema = z.object({
  reached: z.boolean(),
  /** A few words for the card's foot: `no, 12 min is not more than 30`. */
  text: z.string().optional(),
  condition: explanationSchema.optional(),
  /** For a step with a timer: when it is due, and what it is doing. */
  due: instantSchema.optional(),
  state: z.enum(['idle', 'armed', 'holding', 'active', 'waiting', 'done', 'failed']).optional(),
});
export type WhyNode = z.infer<typeof whyNodeSchema>;

/** Why a workflow did or did not fire for a subject, recomputed from its history on the version that is live. */
export const whySchema = z.object({
  workflow: workflowRefSchema,
  fired: z.boolean(),
  /** The reason in one or two sentences. */
  answer: z.string(),
  /** The event that came nearest, and at which the explanation is read. */
  event: z.object({ id: z.string(), title: z.string(), at: instantSchema }).nullable(),
  graph: graphSchema,
  nodes: z.record(z.string(), whyNodeSchema),
  lit: z.array(z.string()),
});
export type Why = z.infer<typeof whySchema>;
