import { Failure } from '@slipway/shared/failure';
import type { z } from 'zod';

/** The place after a row in a keyset-paged list, as an opaque text. */
export function cursorOf(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Reads a cursor back; one that we never gave is `invalid-request`. */
export function readCursor<K extends z.ZodType>(schema: K, cursor: string): z.infer<K> {
  const refuse = () => new Failure('invalid-request', 'cursor');
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw refuse();
  }
  const result = schema.safeParse(key);
  if (!result.success || cursor.includes('\0') || JSON.stringify(key).includes('\\u0000')) throw refuse();
  return result.data;
}

/** Parts `limit + 1` rows into a page and the cursor after it. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  key: (row: Row) => readonly (string | number)[],
  item: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(item), next: rows.length > limit && last !== undefined ? cursorOf(key(last)) : null };
}

/** A text as a LIKE pattern that means itself (with the default escape character). */
export function literalPattern(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}
