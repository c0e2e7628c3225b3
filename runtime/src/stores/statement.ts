import { type Insertable, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../database/index.ts';

/** The database, or a transaction of it: every store runs on either. */
export type Executor = Kysely<Schema>;

/** What is to happen in the transaction of a change, after it; the audit above all. */
export type AlsoInTransaction = (transaction: Executor) => Promise<void>;

/** A statement that is not run yet, so that a commit can send many of them as one. */
export type Statement = RawBuilder<unknown>;

type Table = keyof Schema & string;
type SqlType = 'text' | 'int4' | 'int8' | 'boolean';
type Columns<T extends Table> = { readonly [C in keyof Insertable<Schema[T]> & string]?: SqlType };

/**
 * Inserts many rows of one environment as one statement of constant text, whatever their number. `conflict` is what
 * stands behind `ON CONFLICT`. Every row gives a value for every column named.
 */
export function insertAll<T extends Table>(
  table: T,
  environment: string,
  columns: Columns<T>,
  rows: readonly object[],
  conflict: RawBuilder<unknown>,
): Statement {
  const names = Object.keys(columns);
  const arrays = Object.entries<SqlType | undefined>(columns).map(
    ([name, type]) => sql`${rows.map((row): unknown => Reflect.get(row, name))}::${sql.raw(type ?? 'text')}[]`,
  );
  const list = sql.join(names.map((name) => sql.ref(name)));
  return sql`INSERT INTO ${sql.table(table)} (environment, ${list})
    SELECT ${environment}, u.* FROM unnest(${sql.join(arrays)}) AS u (${list}) ON CONFLICT ${conflict}`;
}

/** `DO UPDATE` of these columns with what was to be inserted. */
export function overwrite(key: readonly string[], columns: readonly string[]): RawBuilder<unknown> {
  const sets = columns.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`);
  return sql`(${sql.join(key.map((column) => sql.ref(column)))}) DO UPDATE SET ${sql.join(sets)}`;
}

export const keepFirst = sql`DO NOTHING`;

/**
 * Runs statements as one: common table expressions of a single query, so they hold together like a transaction, see the
 * same snapshot and cost one round trip. No two of them may change the same row. `guard` must return `expected` rows;
 * otherwise nothing is done and it answers false.
 */
export async function runTogether(
  executor: Executor,
  guard: Statement,
  expected: number,
  others: readonly Statement[],
): Promise<boolean> {
  const parts = others.map((statement, index) => sql`${sql.ref(`s${index}`)} AS (${statement})`);
  const all = sql.join([sql`guard AS (${guard})`, ...parts]);
  try {
    // The division fails, and with it the whole statement, unless the guard holds.
    await sql`WITH ${all} SELECT 1 / (count(*) = ${expected})::int FROM guard`.execute(executor);
    return true;
  } catch (error) {
    if (sqlState(error) === DIVISION_BY_ZERO) return false;
    throw error;
  }
}

const DIVISION_BY_ZERO = '22012';

function sqlState(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
