import { z } from 'zod';
import {
  conditionJson,
  durationText,
  eventTypes,
  expressionText,
  numberOrExpression,
  senseFields,
  shortId,
} from './fields.ts';

/** What a window makes of its samples. `minutesTrue` and `count` look at `when`, the others at `value`. */
export const aggregates = [
  'count',
  'distinct',
  'sum',
  'avg',
  'min',
  'max',
  'spread',
  'rate',
  'displacement',
  'minutesTrue',
  'meanKineticTemperature',
] as const;
export type Aggregate = (typeof aggregates)[number];

export const thresholdOperators = ['greaterThan', 'greaterThanInclusive', 'lessThan', 'lessThanInclusive'] as const;

/** Configuration of the nodes that look at events and keep state per subject. */
export const senseSchemas = {
  trigger: z.strictObject({
    on: eventTypes,
    when: conditionJson.optional(),
    ...senseFields,
    fire: z.enum(['every', 'rising']).optional(),
    late: z.boolean().optional(),
  }),
  hold: z.strictObject({
    /** Without it the node watches what is known of the subject, and fires by timer. */
    on: eventTypes.optional(),
    ...senseFields,
    while: conditionJson,
    for: durationText,
    /** Ends it (hysteresis); without it the end of `while` does. */
    until: conditionJson.optional(),
    maxGap: durationText.optional(),
    minSamples: z.int().min(1).max(10_000).optional(),
  }),
  window: z.strictObject({
    on: eventTypes,
    ...senseFields,
    when: conditionJson.optional(),
    aggregate: z.enum(aggregates),
    value: expressionText.optional(),
    /** Per what time a `rate` is told. */
    rateOf: durationText.optional(),
    over: z.union([
      z.strictObject({ sliding: durationText }),
      z.strictObject({ tumbling: durationText, timeZone: z.string().max(60).optional() }),
      z.strictObject({ session: durationText }),
      z.strictObject({ phase: z.literal(true) }),
    ]),
    threshold: z.strictObject({ operator: z.enum(thresholdOperators), value: numberOrExpression }),
    maxGap: durationText.optional(),
    minSamples: z.int().min(1).max(10_000).optional(),
    /** A sliding window counts only when its samples reach over its whole length. */
    full: z.boolean().optional(),
  }),
  deadline: z.strictObject({
    per: senseFields.per,
    phase: senseFields.phase,
    /** From when on it is watched; without it as soon as a due time is known. */
    start: z.strictObject({ on: eventTypes.optional(), when: conditionJson.optional() }).optional(),
    due: expressionText,
    grace: durationText.optional(),
    /** The calendar in whose business time the grace is counted. */
    calendar: shortId.optional(),
    met: z.strictObject({
      on: eventTypes,
      when: conditionJson.optional(),
      at: expressionText.optional(),
    }),
  }),
  missing: z.strictObject({
    on: eventTypes,
    /** Which of these events count as a sign of life; without it all do. */
    when: conditionJson.optional(),
    ...senseFields,
    for: durationText,
    while: conditionJson.optional(),
  }),
  schedule: z.strictObject({
    at: z.union([
      z.strictObject({ cron: z.string().min(9).max(100), timeZone: z.string().max(60).optional() }),
      z.strictObject({ every: durationText }),
    ]),
    per: expressionText.optional(),
    phase: senseFields.phase,
    when: conditionJson.optional(),
  }),
} as const;
