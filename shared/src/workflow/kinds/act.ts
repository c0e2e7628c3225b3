import { z } from 'zod';
import { LIMITS } from '../../limits/index.ts';
import {
  conditionJson,
  durationText,
  eventTypes,
  expressionText,
  mappingJson,
  severities,
  shortId,
  templateText,
} from './fields.ts';

/** Configuration of the nodes that act, and of those at which a token may wait. */
export const actSchemas = {
  action: z.strictObject({
    slot: z.string().min(1).max(64),
    operation: z.string().min(1).max(64),
    input: mappingJson,
    retry: z
      .strictObject({ attempts: z.int().min(1).max(50), first: durationText.optional(), most: durationText.optional() })
      .optional(),
    timeout: durationText.optional(),
    /** Asked of the same slot when the run is retracted after this action was done. */
    compensation: z.strictObject({ operation: z.string().min(1).max(64), input: mappingJson }).optional(),
  }),
  exception: z.strictObject({
    type: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
    severity: z.union([z.enum(severities), z.strictObject({ cel: expressionText })]),
    title: templateText,
    summary: templateText.optional(),
    impact: templateText.optional(),
    key: expressionText.optional(),
    /** The case that this one belongs to: `<subject>/<type>` or `<subject>/<type>/<key>`. */
    parent: expressionText.optional(),
    assignee: z.string().max(100).optional(),
    /** How soon it is to be taken up and closed; in the business time of the calendar, where one is named. */
    sla: z
      .strictObject({
        acknowledge: durationText.optional(),
        resolve: durationText.optional(),
        calendar: shortId.optional(),
      })
      .optional(),
    /** When the case closes by itself: the condition has held for `hold`. */
    clear: z.strictObject({ on: eventTypes.optional(), when: conditionJson, hold: durationText.optional() }).optional(),
    evidence: z
      .array(
        z.strictObject({
          label: z.string().max(LIMITS.labelCharacters),
          value: templateText,
          expected: templateText.optional(),
        }),
      )
      .max(20)
      .optional(),
    choices: z
      .array(z.strictObject({ id: shortId, label: z.string().max(80) }))
      .max(8)
      .optional(),
  }),
  wait: z.strictObject({
    for: z.strictObject({ on: eventTypes, when: conditionJson.optional() }).optional(),
    until: expressionText.optional(),
    timeout: durationText.optional(),
  }),
  emit: z.strictObject({
    type: z.string().min(1).max(100),
    /** The subject that the event is about: `<kind>:<id>`, or a list of them. */
    subject: expressionText,
    data: mappingJson,
  }),
  join: z.strictObject({
    need: z.union([z.enum(['all', 'any']), z.int().min(1).max(20)]),
    timeout: durationText.optional(),
  }),
} as const;
