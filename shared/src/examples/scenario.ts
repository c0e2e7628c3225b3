import { z } from 'zod';
import { exceptionStates } from '../api/exceptions.ts';
import { severities } from '../workflow/index.ts';

const moment = z.string().regex(/^[+-](\d+(\.\d+)?[smhdw])+$/);

/**
 * Something that happens at `at`, counted from the scenario's beginning: an event as a source would send it (`time` is
 * when it happened, where that is another moment), the answer of a system to an action, or a person's decision. A step
 * that says no more lets time pass.
 *
 * In `data`, a text that is `T0` with an offset (`T0+2d`, `T0-90m`) is that instant.
 */
export const scenarioStepSchema = z.strictObject({
  at: z.union([z.literal('0'), moment]),
  event: z
    .strictObject({
      type: z.string(),
      id: z.string().optional(),
      time: z.union([z.literal('0'), moment]).optional(),
      data: z.record(z.string(), z.unknown()).default({}),
    })
    .optional(),
  /** The oldest action of this step that waits is done with `output`, or failed with `code`. */
  answer: z.strictObject({ node: z.string(), output: z.unknown().optional(), code: z.string().optional() }).optional(),
  /** A person resolves the open exception of this type. */
  resolve: z.strictObject({ type: z.string(), choice: z.string().optional() }).optional(),
});
export type ScenarioStep = z.infer<typeof scenarioStepSchema>;

/** What has become of it at the end: all runs, exceptions and actions, in the order in which they began. */
export const scenarioExpectationSchema = z.strictObject({
  runs: z.array(z.strictObject({ status: z.string(), outcome: z.string().optional() })),
  exceptions: z.array(
    z.strictObject({
      type: z.string(),
      severity: z.enum(severities),
      state: z.enum(exceptionStates),
      title: z.string().optional(),
    }),
  ),
  /** `input` names only what matters of it. */
  actions: z.array(
    z.strictObject({
      node: z.string(),
      state: z.enum(['asked', 'done', 'failed', 'withdrawn']),
      input: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});
export type ScenarioExpectation = z.infer<typeof scenarioExpectationSchema>;

/** A story of one subject, and what the workflow makes of it. */
export const scenarioSchema = z.strictObject({
  name: z.string().min(1).max(200),
  /** T0: an instant from which everything is counted. */
  start: z.string(),
  subject: z.string(),
  variables: z.record(z.string(), z.unknown()).optional(),
  steps: z.array(scenarioStepSchema).min(1).max(500),
  expect: scenarioExpectationSchema,
});
export type Scenario = z.infer<typeof scenarioSchema>;
