import { z } from 'zod';
import { LIMITS } from '../limits/index.ts';

/** What every list takes: at most `limit` rows, after the row that `cursor` (opaque, from `next`) names. */
export const pageQuerySchema = z.object({
  cursor: z.string().min(1).max(500).optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.pageRows).default(50),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;

/** A page of rows; `next` is null on the last one. Pages are keyset-paged: rows that arrive meanwhile shift nothing. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ items: z.array(row), next: z.string().nullable() });
}

/** Such a page, read: `next` is the `cursor` of the page after it. */
export interface Page<Row> {
  readonly items: readonly Row[];
  readonly next: string | null;
}
