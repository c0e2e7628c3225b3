import { z } from 'zod';

/** A value of a condition: a literal, or another fact (`{ fact, path, params }`). */
export interface FactReference {
  readonly fact: string;
  readonly path?: string | undefined;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}

interface Common {
  readonly name?: string | undefined;
  /** Kept for json-rules-engine; the result never depends on it. */
  readonly priority?: number | string | undefined;
}

export interface LeafCondition extends FactReference, Common {
  readonly operator: string;
  readonly value?: unknown;
}

/** The condition JSON of json-rules-engine 7. */
export type Condition =
  | (Common & { readonly all: readonly Condition[] })
  | (Common & { readonly any: readonly Condition[] })
  | (Common & { readonly not: Condition })
  | (Common & { readonly condition: string })
  | LeafCondition;

const common = {
  name: z.string().optional(),
  priority: z.union([z.number(), z.string()]).optional(),
};

/**
 * The shape of a condition, for documents and JSON Schema. What a shape cannot say (paths, operators, named conditions,
 * expressions) `compileCondition` reports, in better words. Unknown fields survive.
 */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.looseObject({ ...common, all: z.array(conditionSchema) }),
    z.looseObject({ ...common, any: z.array(conditionSchema) }),
    z.looseObject({ ...common, not: conditionSchema }),
    z.looseObject({ ...common, condition: z.string() }),
    z.looseObject({
      ...common,
      fact: z.string(),
      path: z.string().optional(),
      params: z.record(z.string(), z.unknown()).optional(),
      operator: z.string(),
      value: z.unknown().optional(),
    }),
  ]),
) as z.ZodType<Condition>;
