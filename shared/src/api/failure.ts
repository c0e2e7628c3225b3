import { z } from 'zod';

export const problemSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  nodeId: z.string().optional(),
  path: z.string().optional(),
  fix: z.object({ title: z.string(), patch: z.array(z.unknown()) }).optional(),
  example: z
    .object({
      facts: z.record(z.string(), z.unknown()),
      event: z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) }).optional(),
    })
    .optional(),
});
export type ProblemMessage = z.infer<typeof problemSchema>;

/** The body of every answer that is not a success. `code` is a key of FAILURES; `problems` name each mistake of a document. */
export const failureSchema = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  problems: z.array(problemSchema).optional(),
});
export type FailureMessage = z.infer<typeof failureSchema>;
