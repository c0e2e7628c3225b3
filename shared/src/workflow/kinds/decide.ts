import { z } from 'zod';
import { LIMITS } from '../../limits/index.ts';
import { conditionJson, expressionText, shortId } from './fields.ts';

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
  set: z.strictObject({ values: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/), expressionText) }),
  end: z.strictObject({ outcome: z.string().max(LIMITS.labelCharacters) }),
} as const;
