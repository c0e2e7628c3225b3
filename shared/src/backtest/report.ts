import { z } from 'zod';

const count = z.int().min(0);
const counts = z.record(z.string(), count);

/** What one version did about a subject; see `outcome.ts`. */
const outcomeSchema = z.strictObject({
  runs: z
    .array(
      z.strictObject({
        id: z.string(),
        node: z.string(),
        atMs: z.number(),
        status: z.string(),
        outcome: z.string().nullable(),
      }),
    )
    .readonly(),
  cases: z
    .array(
      z.strictObject({
        id: z.string(),
        type: z.string(),
        severity: z.string(),
        title: z.string(),
        atMs: z.number(),
        closedAt: z.string().nullable(),
        state: z.string(),
        feedback: z.enum(['acted', 'no-action-needed']).nullable(),
      }),
    )
    .readonly(),
  actions: z
    .array(
      z.strictObject({ id: z.string(), node: z.string(), operation: z.string(), atMs: z.number(), input: z.string() }),
    )
    .readonly(),
  emitted: count,
  /** How many of its actions nobody answered. */
  unanswered: count,
});

export const sideSchema = z.strictObject({
  runs: count,
  cases: count,
  actions: count,
  emitted: count,
  /** Inputs on which the workflow failed (budget, type). */
  failures: count,
  /** How its runs ended, or stand: by the label of the end, else by their status. */
  ends: counts,
  /** How often a token came to a node, and left by a port (`<node>.<port>`). */
  nodes: counts,
  ports: counts,
  /**
   * How often a node asked for an action that nobody answered, neither the history nor a simulation: what is behind its ports
   * was not reached. Missing in reports from before it was counted.
   */
  unanswered: counts.optional(),
  /** How much sooner its cases were known than a nightly batch would have told of them, in hours. */
  hoursWon: z.strictObject({
    cases: count,
    median: z.number().nullable(),
    mean: z.number().nullable(),
    /** Between these lies half of them. */
    quarters: z.tuple([z.number(), z.number()]).nullable(),
    /** How many of them lie in each hour: up to 1, up to 2 … up to 24, and the last one all above. */
    byHour: z.array(count).length(25),
  }),
  /** What people said of its cases in the history: precision is acted ÷ both. */
  feedback: z.strictObject({ acted: count, noActionNeeded: count }),
});
export type SideReport = z.infer<typeof sideSchema>;

/** What a backtest found. */
export const backtestReportSchema = z.strictObject({
  events: count,
  subjects: count,
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** The version that is live; null where none is. */
  before: sideSchema.nullable(),
  after: sideSchema,
  /** How many subjects fire more, less, as often but differently, or just the same. */
  verdicts: z.strictObject({ more: count, fewer: count, different: count, same: count }),
  /** The subjects that changed, those that fire more first; the counts say of how many these are the first. */
  changed: z.array(
    z.strictObject({
      subject: z.string(),
      verdict: z.enum(['more', 'fewer', 'different']),
      before: outcomeSchema,
      after: outcomeSchema,
    }),
  ),
});
export type BacktestReport = z.infer<typeof backtestReportSchema>;
export type ChangedSubject = BacktestReport['changed'][number];
