import { EventEmitter } from 'node:events';
import { Failure } from '@slipway/shared/failure';
import pg from 'pg';
import type { ConnectionPool, PooledClient, QueryAnswer } from './database.ts';
import { toDatabaseFailure } from './postgres-error.ts';

/** How PostgreSQL is reached. */
export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`, also with `sslmode`. */
  readonly url: string;
  /** PEM of the authorities that may have signed the server's certificate; also switches TLS on. */
  readonly ca?: string;
  /** Connections of this process. */
  readonly connections?: number;
  /** Statements may take as long as they take, as those of an upgrade do. */
  readonly unhurried?: boolean;
  /** What an idle connection or the server says when it goes away; the next query opens a new one. */
  readonly onError?: (error: Error) => void;
}

const CONNECTIONS = 12;
const CONNECT_MS = 5_000;
/** A statement that takes longer is given up by the server, and a little later by us, should the server be gone. */
const STATEMENT_MS = 20_000;
const ANSWER_MS = 25_000;
const IDLE_IN_TRANSACTION_MS = 15_000;

/** What a connection is made with; `LISTEN` needs one of its own. */
export function connectionOf({
  url,
  ca,
  unhurried = false,
}: Pick<PostgresOptions, 'url' | 'ca' | 'unhurried'>): pg.ClientConfig {
  return {
    ...(ca === undefined ? { connectionString: url } : { connectionString: withoutTls(url), ssl: { ca } }),
    connectionTimeoutMillis: CONNECT_MS,
    ...(unhurried ? {} : { query_timeout: ANSWER_MS }),
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    application_name: 'slipway',
    types: { getTypeParser },
  };
}

/** What the URL says of TLS would replace what we say. */
function withoutTls(url: string): string {
  const plain = new URL(url);
  for (const name of ['sslmode', 'ssl', 'sslrootcert']) plain.searchParams.delete(name);
  return plain.href;
}

/** Asked of each new connection, and not while it is made: a pooler between may refuse what it does not know. */
const SETTINGS = [
  `SET idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`,
  'SET jit = off',
  "SET TIME ZONE 'UTC'",
].join('; ');

/** A pool of connections to PostgreSQL that opens them anew when they break, and fails with `unavailable` meanwhile. */
export class PostgresPool extends EventEmitter implements ConnectionPool {
  readonly #pool: pg.Pool;
  readonly #onError: (error: Error) => void;

  constructor(options: PostgresOptions) {
    super();
    this.#onError = options.onError ?? (() => {});
    this.#pool = new pg.Pool({
      ...connectionOf(options),
      max: options.connections ?? CONNECTIONS,
      idleTimeoutMillis: 60_000,
    });
    // Without a listener, a connection that breaks while nobody uses it would end the process.
    this.#pool.on('error', this.#onError);
    const settings = `SET statement_timeout = ${options.unhurried ? 0 : STATEMENT_MS}; ${SETTINGS}`;
    this.#pool.on('connect', (client) => void client.query(settings).catch(this.#onError));
  }

  async query<Row = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<QueryAnswer<Row>> {
    const client = await this.connect();
    try {
      return await client.query<Row>(text, parameters);
    } finally {
      client.release();
    }
  }

  async connect(): Promise<PooledClient> {
    try {
      return new Client(await this.#pool.connect(), this.#onError);
    } catch (error) {
      throw toDatabaseFailure(error);
    }
  }

  async end(): Promise<void> {
    if (!this.#pool.ended) await this.#pool.end();
  }
}

class Client implements PooledClient {
  readonly #client: pg.PoolClient;
  readonly #onError: (error: Error) => void;
  #broken = false;

  constructor(client: pg.PoolClient, onError: (error: Error) => void) {
    this.#client = client;
    this.#onError = (error) => {
      this.#broken = true;
      onError(error);
    };
    client.on('error', this.#onError);
  }

  async query<Row = Record<string, unknown>>(
    text: string,
    parameters: readonly unknown[] = [],
  ): Promise<QueryAnswer<Row>> {
    if (this.#broken) throw new Failure('unavailable', 'the database');
    try {
      const answer = await this.#client.query(text, [...parameters]);
      return { rows: answer.rows as Row[], rowCount: answer.rowCount, command: answer.command };
    } catch (error) {
      const failure = toDatabaseFailure(error);
      // Whatever the state of a connection that did not answer, nobody should find out by using it.
      if (failure instanceof Failure) this.#broken = true;
      throw failure;
    }
  }

  release(destroy = false): void {
    this.#client.off('error', this.#onError);
    this.#client.release(destroy || this.#broken);
  }
}

/** Every int8 is read as a number, as in the embedded database; one beyond 2^53 is an error, never rounded. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === pg.types.builtins.INT8 && format !== 'binary') return parseInt8;
  return pg.types.getTypeParser(oid, format as 'text');
}

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`An int8 beyond 2^53 cannot be read as a number: ${text}`);
  return value;
}
