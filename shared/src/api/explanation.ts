import { z } from 'zod';

/**
 * Why a condition held or did not, as a tree of the same shape as the condition. A leaf names what was compared in
 * words; `actual` and `expected` are the values seen, as JSON. `result` is null where nothing was evaluated.
 */
export interface Explanation {
  readonly kind: 'all' | 'any' | 'not' | 'leaf';
  readonly result: boolean | null;
  readonly text: string;
  readonly actual?: unknown;
  readonly expected?: unknown;
  /** The fact did not exist, so the comparison was made with undefined. */
  readonly missing?: boolean | undefined;
  readonly children?: readonly Explanation[] | undefined;
}

export const explanationSchema: z.ZodType<Explanation> = z.object({
  kind: z.enum(['all', 'any', 'not', 'leaf']),
  result: z.boolean().nullable(),
  text: z.string(),
  actual: z.unknown().optional(),
  expected: z.unknown().optional(),
  missing: z.boolean().optional(),
  get children() {
    return z.array(explanationSchema).optional();
  },
});

/** What one step did with one input, as the engine traces it. */
export const stepTraceSchema = z.object({
  node: z.string(),
  /** `fired`, `entered`, `waits`, `ended` …: see the engine's TraceStep. */
  did: z.string(),
  /** Names of the ports left by; empty where the token waits or ended. */
  ports: z.array(z.string()),
  /** A few words: `slip 96 min`, `failed, driver hours`, `opened, waiting for you`. */
  text: z.string().optional(),
  values: z.record(z.string(), z.unknown()).optional(),
  condition: explanationSchema.optional(),
});
export type StepTrace = z.infer<typeof stepTraceSchema>;

/** One decision: what came in, and the steps that it moved, in the order in which they were decided. */
export const decisionTraceSchema = z.object({
  at: z.string(),
  /** What was decided upon: an event's id and type, a timer, an action's answer, a person. */
  input: z.object({
    kind: z.enum(['event', 'timer', 'action', 'person', 'system']),
    id: z.string(),
    title: z.string(),
  }),
  steps: z.array(stepTraceSchema),
  /** Edges that a token moved along, as `edgeId` names them. */
  lit: z.array(z.string()),
});
export type DecisionTrace = z.infer<typeof decisionTraceSchema>;
