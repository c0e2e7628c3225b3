import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** What a query answers, in the shape of node-postgres. */
export interface QueryAnswer<Row = Record<string, unknown>> {
  rows: Row[];
  rowCount: number | null;
  command: string;
}

/** One client of a `ConnectionPool`; `release` gives it back, and rolls back what it left open. */
export interface PooledClient {
  query<Row = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<QueryAnswer<Row>>;
  release(destroy?: boolean): void;
}

/** The part of a `pg.Pool` on which Slipway relies: the embedded pool implements it, and a real one is assignable. */
export interface ConnectionPool {
  query<Row = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<QueryAnswer<Row>>;
  connect(): Promise<PooledClient>;
  end(): Promise<void>;
}

/**
 * The record of truth. `kysely` runs single statements, `transaction` what must hold together.
 *
 * Inside `work`, use only the transaction that it is given and await nothing but the database: in embedded mode there is
 * one connection, so whatever else is awaited there stops everybody, and a query beside the transaction is refused.
 */
export interface Database {
  readonly kysely: Kysely<Schema>;
  readonly pool: ConnectionPool;
  /** Commits what `work` did when it resolves and rolls it back when it throws. */
  transaction<T>(work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T>;
  /** Waits for the statement in flight, then closes; what comes later fails with `unavailable`. */
  close(): Promise<void>;
}
