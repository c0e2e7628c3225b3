import { z } from 'zod';
import { LIMITS } from '../limits/index.ts';
import { problemSchema } from './failure.ts';

/** A variable's name, as workflows declare it. */
export const variableNameSchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/, 'must be like graceHours');

/** What a variable can hold. */
export const variableValueSchema = z.union([z.string().max(LIMITS.textCharacters), z.number(), z.boolean(), z.null()]);
export type VariableValue = z.infer<typeof variableValueSchema>;

/** How a live workflow declares a variable. `default` is missing where it has none. */
export const variableUseSchema = z.object({
  workflow: z.string(),
  name: z.string(),
  type: z.enum(['number', 'string', 'boolean']),
  default: variableValueSchema.optional(),
  description: z.string().nullable(),
});

/** A variable of an environment: one that has a value here, or that a live workflow declares. */
export const variableSchema = z.object({
  name: z.string(),
  /** Whether a value is set here; otherwise each workflow takes its own default. */
  set: z.boolean(),
  value: variableValueSchema.optional(),
  usedBy: z.array(variableUseSchema),
  problems: z.array(problemSchema),
});
export type Variable = z.infer<typeof variableSchema>;

/** GET /environments/:environment/variables. `liveSet` names what is live now. */
export const variableListSchema = z.object({ items: z.array(variableSchema), liveSet: z.string() });
export type VariableList = z.infer<typeof variableListSchema>;

/**
 * PUT /environments/:environment/variables → VariableList. `values` replaces all values that are set; a name that is left
 * out goes back to the defaults. It makes a new live set, which every partition takes over at its place in the log. 422
 * `invalid-variables` with a problem per name; 409 where `liveSet` is given and another one is live by now.
 */
export const variableChangeSchema = z.strictObject({
  values: z
    .record(variableNameSchema, variableValueSchema)
    .refine((values) => Object.keys(values).length <= LIMITS.variables, `at most ${LIMITS.variables} variables`),
  liveSet: z.string().max(200).optional(),
  reason: z.string().max(500).optional(),
});
export type VariableChange = z.infer<typeof variableChangeSchema>;
