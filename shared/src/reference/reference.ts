import { z } from 'zod';
import { transitModelSchema } from '../estimate/index.ts';
import { referenceTableSchema } from './table.ts';

/** Reference data of an environment, versioned by its content: what steps look up, and what estimates rest on. */
export const referenceSchema = z.discriminatedUnion('kind', [referenceTableSchema, transitModelSchema]);
export type Reference = z.infer<typeof referenceSchema>;
export type ReferenceKind = Reference['kind'];
