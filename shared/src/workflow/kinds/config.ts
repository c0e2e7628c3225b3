import { z } from 'zod';
import { LIMITS } from '../../limits/index.ts';

/** CEL text (see `expression/`); checked when the workflow is validated, not here. */
export const expressionText = z.string().min(1).max(LIMITS.expressionCharacters);
/** Text with `${…}` segments that hold expressions. */
export const templateText = z.string().max(LIMITS.textCharacters);
/** `30m`, `2h`, `7d` or ISO 8601 (`PT2H`). */
export const durationText = z.string().min(2).max(40);
/** Canonical event types; `transport.*` means every type that begins with `transport.`. */
export const eventTypes = z.array(z.string().min(1).max(100)).min(1).max(50);
/** json-rules-engine's condition JSON; its own schema is checked by `condition/`. */
export const conditionJson = z.record(z.string(), z.unknown());

export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

/**
 * What each kind of node is configured with. The order of the fields is the order in which they are saved and asked.
 *
 * `per` yields the key or keys of the state that the node keeps (a line, a stop, a probe): a string or a list.
 */
export const configSchemas = {
  trigger: z.strictObject({
    on: eventTypes,
    when: conditionJson.optional(),
    per: expressionText.optional(),
    fire: z.enum(['every', 'rising']).optional(),
    late: z.boolean().optional(),
  }),
  deadline: z.strictObject({
    per: expressionText.optional(),
    due: expressionText,
    grace: durationText.optional(),
    met: z.strictObject({
      on: eventTypes,
      when: conditionJson.optional(),
      at: expressionText.optional(),
    }),
  }),
  condition: z.strictObject({ when: conditionJson }),
  set: z.strictObject({ values: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/), expressionText) }),
  action: z.strictObject({
    slot: z.string().min(1).max(64),
    operation: z.string().min(1).max(64),
    input: z.record(z.string(), z.unknown()),
    retry: z
      .strictObject({ attempts: z.int().min(1).max(50), first: durationText.optional(), most: durationText.optional() })
      .optional(),
    timeout: durationText.optional(),
  }),
  exception: z.strictObject({
    type: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
    severity: z.union([z.enum(severities), z.strictObject({ cel: expressionText })]),
    title: templateText,
    summary: templateText.optional(),
    key: expressionText.optional(),
    assignee: z.string().max(100).optional(),
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
      .array(z.strictObject({ id: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/), label: z.string().max(80) }))
      .max(8)
      .optional(),
  }),
  wait: z.strictObject({
    for: z.strictObject({ on: eventTypes, when: conditionJson.optional() }).optional(),
    until: expressionText.optional(),
    timeout: durationText.optional(),
  }),
  end: z.strictObject({ outcome: z.string().max(LIMITS.labelCharacters) }),
} as const;

export type NodeKind = keyof typeof configSchemas;
export type ConfigOf<K extends NodeKind> = z.infer<(typeof configSchemas)[K]>;
export const nodeKinds = Object.keys(configSchemas) as NodeKind[];
