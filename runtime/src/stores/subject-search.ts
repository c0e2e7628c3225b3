import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { literalPattern } from './page-cursor.ts';

/**
 * Whether the subject that a column names has an id that begins with `search`. `subjects.search` holds its ids in lower
 * case, each behind a line feed.
 */
export function matchesSubject(column: Expression<unknown>, environment: string, search: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${column} IN (SELECT s.subject FROM subjects s
    WHERE s.environment = ${environment} AND ${searchMatches(sql.ref('s.search'), search)})`;
}

/** Whether a value of `subjects.search` holds an id that begins with `search`. */
export function searchMatches(column: Expression<unknown>, search: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${column} LIKE ${`%\n${literalPattern(search.toLowerCase())}%`}`;
}
