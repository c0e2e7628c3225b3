import { z } from 'zod';
import { isInstant } from '../time/index.ts';
import { severities } from '../workflow/index.ts';

/** `0`, `+2h30m` or `-1d`: counted from the scenario's T0. */
export const offsetText = z.union([z.literal('0'), z.string().regex(/^[+-](\d+(\.\d+)?[smhdw])+$/)]);

/**
 * An event as a source would send it. `time` is when it happened (or was stated), where that is another moment than the
 * one at which it comes; `recordedtime` when the source knew of it. Without `subject` it is about the scenario's subject.
 */
const eventStep = z.strictObject({
  type: z.string(),
  id: z.string().optional(),
  subject: z.string().optional(),
  source: z.string().optional(),
  time: offsetText.optional(),
  recordedtime: offsetText.optional(),
  sequence: z.string().optional(),
  data: z.record(z.string(), z.unknown()).default({}),
});

/** What a person decides on the open exception of this type (of the scenario's subject, where none is named). */
const personStep = z.strictObject({
  type: z.string(),
  subject: z.string().optional(),
  choice: z.string().optional(),
  reason: z.string().optional(),
  note: z.string().optional(),
  assignee: z.string().optional(),
  feedback: z.string().optional(),
  rootCause: z.string().optional(),
  resolution: z.string().optional(),
  actionTaken: z.string().optional(),
  responsibleParty: z.string().optional(),
  until: offsetText.optional(),
});

/**
 * Something that happens at `at`: an event, the same event once more (`again` names its id), the answer of a system to an
 * action, or a person's decision. A step that says no more lets time pass.
 *
 * In `data` and `output`, a text that is `T0` with an offset (`T0+2d`, `T0-90m`) is that instant.
 */
export const scenarioStepSchema = z.strictObject({
  at: offsetText,
  event: eventStep.optional(),
  again: z.string().optional(),
  /** The oldest action of this node that waits is done with `output`, or failed with `code`. */
  answer: z
    .strictObject({
      node: z.string(),
      subject: z.string().optional(),
      operation: z.string().optional(),
      output: z.unknown().optional(),
      code: z.string().optional(),
    })
    .optional(),
  acknowledge: personStep.optional(),
  progress: personStep.optional(),
  snooze: personStep.optional(),
  suppress: personStep.optional(),
  resolve: personStep.optional(),
});
export type ScenarioStep = z.infer<typeof scenarioStepSchema>;

const anything = z.record(z.string(), z.unknown());

/** Where nothing is said of it, an item is about the scenario's subject and came of the example's own workflow. */
const item = { subject: z.string().optional(), workflow: z.string().optional(), at: offsetText.optional() };

/** What an expectation lists. */
export const expectationLists = ['runs', 'exceptions', 'actions', 'emitted'] as const;
export type ExpectationList = (typeof expectationLists)[number];

/**
 * What has become of it at the end: all runs, exceptions, actions and emitted events, in the order in which they began,
 * of each of them what matters. `at` is when it began, `until` when it ended or closed. `path` is every port by which a
 * token of the example's own workflow left, in order.
 */
export const scenarioExpectationSchema = z.strictObject({
  runs: z.array(
    z.strictObject({
      ...item,
      node: z.string().optional(),
      status: z.string(),
      outcome: z.string().optional(),
      until: offsetText.optional(),
    }),
  ),
  exceptions: z.array(
    z.strictObject({
      ...item,
      type: z.string(),
      severity: z.enum(severities),
      state: z.string(),
      key: z.string().optional(),
      title: z.string().optional(),
      summary: z.string().optional(),
      impact: z.string().optional(),
      parent: z.string().optional(),
      assignee: z.string().nullable().optional(),
      count: z.number().optional(),
      occurred: offsetText.optional(),
      until: offsetText.optional(),
      closing: anything.optional(),
      evidence: z.array(anything).optional(),
      priority: z.number().optional(),
      acknowledgeBy: offsetText.optional(),
      resolveBy: offsetText.optional(),
      breached: z.array(z.string()).optional(),
      wakes: offsetText.optional(),
      choices: z.array(z.string()).optional(),
    }),
  ),
  /** `input` names only what matters of it. */
  actions: z.array(
    z.strictObject({
      ...item,
      node: z.string(),
      operation: z.string().optional(),
      state: z.enum(['asked', 'done', 'failed', 'withdrawn']),
      input: anything.optional(),
      /** How often and when it is tried again. */
      retry: z.strictObject({ attempts: z.number(), first: z.string(), most: z.string() }).partial().optional(),
    }),
  ),
  /** `data` names only what matters of it. */
  emitted: z.array(z.strictObject({ ...item, type: z.string(), data: anything.optional() })).optional(),
  path: z.array(z.string()).optional(),
  /** Ports by which a token must have left, whatever else it did. */
  through: z.array(z.string()).optional(),
  /** Lists of which there may be more than is named, as long as what is named comes in that order. */
  loose: z.array(z.enum(expectationLists)).optional(),
});
export type ScenarioExpectation = z.infer<typeof scenarioExpectationSchema>;

/**
 * What a scenario shows of an example: that it fires, stays silent, clears; that late, repeated, reordered or retracted
 * events do no harm; the very edge of a threshold; a day on which the clocks change.
 */
export const scenarioShows = ['fires', 'silent', 'clears', 'disorder', 'edge', 'dst'] as const;

/** A story of one subject and those around it, and what the workflow makes of it. */
export const scenarioSchema = z.strictObject({
  name: z.string().min(1).max(200),
  shows: z.array(z.enum(scenarioShows)).optional(),
  /** T0: an instant from which everything is counted. */
  start: z.string().refine(isInstant, { error: 'An instant such as 2026-03-02T08:00:00.000Z.' }),
  subject: z.string(),
  variables: z.record(z.string(), z.unknown()).optional(),
  steps: z.array(scenarioStepSchema).min(1).max(500),
  expect: scenarioExpectationSchema,
});
export type Scenario = z.infer<typeof scenarioSchema>;
