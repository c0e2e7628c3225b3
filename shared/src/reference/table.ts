import { z } from 'zod';
import { LIMITS } from '../limits/index.ts';

/** What a column of a reference table holds. Instants are texts in UTC, durations texts such as `2h`. */
export const columnTypes = ['text', 'number', 'boolean', 'instant', 'duration'] as const;
export type ColumnType = (typeof columnTypes)[number];

const columnName = z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/);
const cell = z.union([z.string().max(LIMITS.textCharacters), z.number(), z.boolean(), z.null()]);

/** Rows that are found by their key: free days by carrier and port, tolerances by customer. One row per key. */
export const referenceTableSchema = z.strictObject({
  kind: z.literal('table'),
  id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  title: z.string().max(LIMITS.labelCharacters).optional(),
  columns: z
    .array(z.strictObject({ name: columnName, type: z.enum(columnTypes) }))
    .min(1)
    .max(LIMITS.referenceColumns),
  /** Columns that together name a row, in the order in which a step gives their values. */
  key: z.array(columnName).min(1).max(5),
  rows: z.array(z.array(cell)).max(LIMITS.referenceRows),
});
export type ReferenceTable = z.infer<typeof referenceTableSchema>;
