import { z } from 'zod';
import { LIMITS } from '../../limits/index.ts';
import { conditionJson, expressionText, fieldName, shortId } from './fields.ts';

/** How the rows of a decision table that hold together make one answer (DMN 1.5, *Hit policy*). */
export const hitPolicies = ['unique', 'first', 'priority', 'any', 'collect', 'ruleOrder', 'outputOrder'] as const;
export type HitPolicy = (typeof hitPolicies)[number];
export const collectors = ['sum', 'min', 'max', 'count'] as const;
export const cellTypes = ['text', 'number', 'boolean', 'instant', 'duration'] as const;
/** What a column of a decision table holds. */
export type CellType = (typeof cellTypes)[number];

const cell = z.string().max(LIMITS.tableCellCharacters);
const cells = z.array(cell).max(LIMITS.tableColumns);
const label = z.string().max(LIMITS.labelCharacters);
const columns = { min: 1, max: LIMITS.tableColumns } as const;
/** The literals that a column may hold; outputs are ranked in this order by *priority* and *outputOrder*. */
const domain = z.array(cell).min(1).max(100).optional();

const workflowId = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);

/** Configuration of the nodes that a token passes at once. */
export const decideSchemas = {
  condition: z.strictObject({ when: conditionJson }),
  switch: z.strictObject({
    /** Looked at in order; the first that holds is taken, by the port of its id. */
    cases: z
      .array(z.strictObject({ id: shortId, label: z.string().max(80), when: conditionJson }))
      .min(1)
      .max(20),
  }),
  set: z.strictObject({ values: z.record(fieldName, expressionText) }),
  table: z.strictObject({
    hitPolicy: z.enum(hitPolicies),
    /** What *collect* makes of the outputs of all rows that hold; without it, their list. */
    aggregate: z.enum(collectors).optional(),
    inputs: z
      .array(
        z.strictObject({ id: fieldName, label, expression: expressionText, type: z.enum(cellTypes), values: domain }),
      )
      .min(columns.min)
      .max(columns.max),
    outputs: z
      .array(z.strictObject({ id: fieldName, label, type: z.enum(cellTypes), values: domain }))
      .min(columns.min)
      .max(columns.max),
    /**
     * `when` has a unary test per input (`> 30`, `[1..5]`, `"gold", "platinum"`, `not(…)`, `-`), `give` a literal per
     * output, or `= ` and an expression.
     */
    rows: z
      .array(z.strictObject({ id: shortId, when: cells, give: cells, note: label.optional() }))
      .max(LIMITS.tableRows),
  }),
  lookup: z.strictObject({
    /** The id of a reference table of the environment. */
    table: workflowId,
    /** One expression per column of the table's key, in its order. */
    key: z.array(expressionText).min(1).max(5),
    /** The columns that later steps read as `nodes.<id>.<column>`; all where none are named. */
    fields: z.array(fieldName).min(1).max(LIMITS.referenceColumns).optional(),
  }),
  estimate: z.strictObject({
    /** The id of a transit model of the environment. */
    model: workflowId,
    /** When what is estimated began: an instant. */
    since: expressionText,
    /** What the model groups by, an expression per factor. */
    by: z.record(fieldName, expressionText),
    /** A group with fewer samples gives way to a more general one. */
    minSamples: z.int().min(1).max(10_000).optional(),
    /** Tells the subject of it: an estimated (`EST`) event of this type, at this quantile. */
    emit: z
      .strictObject({
        type: z.string().min(1).max(100),
        quantile: z.enum(['p50', 'p80', 'p95']),
        data: z.record(z.string(), z.unknown()).optional(),
      })
      .optional(),
  }),
  subflow: z.strictObject({
    /** A workflow with an `entry`. */
    workflow: workflowId,
    /** The version of it that is meant, for good: what runs does not change when the other workflow does. */
    version: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .optional(),
    /** What the other workflow reads as `inputs.<name>`. */
    inputs: z.record(fieldName, expressionText),
    /** The ends of the other workflow, as ports. */
    ends: z
      .array(z.strictObject({ id: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/), label }))
      .min(1)
      .max(20),
  }),
  end: z.strictObject({ outcome: z.string().max(LIMITS.labelCharacters) }),
} as const;
