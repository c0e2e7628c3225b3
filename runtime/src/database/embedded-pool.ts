import { EventEmitter } from 'node:events';
import type { PGlite } from '@electric-sql/pglite';
import { Failure } from '@slipway/shared/failure';
import type { ConnectionPool, PooledClient, QueryAnswer } from './database.ts';
import { Door } from './door.ts';

type Rows<Row> = Promise<QueryAnswer<Row>>;

/** The first word of a statement, upper case, past its comments. */
function commandOf(text: string): string {
  const start = text.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|\()+/, '');
  return (/^[a-z]+/i.exec(start)?.[0] ?? '').toUpperCase();
}

/** The channel of a LISTEN or UNLISTEN statement. A comment may stand before it, as in BullMQ's. */
function channelOf(text: string): string {
  return /^\s*(?:UN)?LISTEN\s+"?([^";\s]+)/im.exec(text)?.[1] ?? '*';
}

/**
 * The face of a `pg.Pool` on a PGlite, which is one connection: a client that says BEGIN holds it until COMMIT or
 * ROLLBACK, everybody else waits at the door for one statement at a time, and a client that listens holds nothing.
 * Two clients whose statements interleaved would share one transaction and lose acknowledged rows.
 */
export class EmbeddedPool extends EventEmitter implements ConnectionPool {
  /** BullMQ then trusts the listening connection for an hour instead of ten seconds; here it cannot drop. */
  readonly options = { keepAlive: true, max: 100 };
  readonly door = new Door();
  readonly #pglite: PGlite;
  readonly #listeners = new Set<EmbeddedClient>();
  #ended = false;

  constructor(pglite: PGlite) {
    super();
    // BullMQ adds a listener for each queue and worker and takes none away.
    this.setMaxListeners(0);
    this.#pglite = pglite;
    pglite.onNotification((channel, payload) => {
      for (const client of this.#listeners) client.notify(channel, payload);
    });
  }

  async connect(): Promise<EmbeddedClient> {
    if (this.#ended) throw new Failure('unavailable', 'the database is closed');
    return new EmbeddedClient(this, this.#listeners);
  }

  async query<Row = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Rows<Row> {
    const leave = await this.door.enter();
    try {
      return await this.run<Row>(text, parameters);
    } finally {
      leave();
    }
  }

  /** Waits for whoever is inside; whoever comes later is refused. */
  async end(): Promise<void> {
    const leave = await this.door.enter();
    this.#ended = true;
    leave();
  }

  /** Runs one statement for whoever is inside the door. */
  async run<Row>(text: string, parameters: readonly unknown[] = []): Rows<Row> {
    if (this.#ended) throw new Failure('unavailable', 'the database is closed');
    const command = commandOf(text);
    if (parameters.length === 0) {
      // The simple protocol: it takes several statements at once, as migrations have them, and costs less.
      const answer = (await this.#pglite.exec(text)).at(-1);
      return answered<Row>(command, (answer?.rows ?? []) as Row[], answer?.affectedRows);
    }
    const answer = await this.#pglite.query<Row>(text, [...parameters]);
    return answered(command, answer.rows, answer.affectedRows);
  }
}

function answered<Row>(command: string, rows: Row[], affected = 0): QueryAnswer<Row> {
  // Behind WITH any command may stand. Whether it changed rows is what callers want to know.
  const name = command === 'WITH' ? (affected > 0 ? 'UPDATE' : 'SELECT') : command;
  return { command: name, rows, rowCount: affected || rows.length };
}

/** A client of the embedded pool; see there. */
export class EmbeddedClient extends EventEmitter implements PooledClient {
  readonly #pool: EmbeddedPool;
  readonly #listeners: Set<EmbeddedClient>;
  readonly #channels = new Set<string>();
  /** Set between BEGIN and COMMIT or ROLLBACK. */
  #leave: (() => void) | undefined;
  #broken = false;

  constructor(pool: EmbeddedPool, listeners: Set<EmbeddedClient>) {
    super();
    this.#pool = pool;
    this.#listeners = listeners;
  }

  async query<Row = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Rows<Row> {
    const command = commandOf(text);
    if (command === 'LISTEN') this.#listen(channelOf(text));
    if (command === 'UNLISTEN') return this.#unlisten<Row>(channelOf(text));
    if (this.#leave) return this.#inTransaction<Row>(command, text, parameters);
    if (command === 'BEGIN' || command === 'START') return this.#begin<Row>(text);
    return this.#pool.query<Row>(text, parameters);
  }

  release(): void {
    this.#channels.clear();
    this.#listeners.delete(this);
    this.removeAllListeners();
    if (this.#leave) void this.query('ROLLBACK').catch(() => {}); // Fails only where the database is closed, and the transaction with it.
  }

  notify(channel: string, payload: string): void {
    if (this.#channels.has(channel)) this.emit('notification', { channel, payload });
  }

  async #begin<Row>(text: string): Rows<Row> {
    const leave = await this.#pool.door.enter();
    try {
      const answer = await this.#pool.run<Row>(text);
      this.#leave = leave;
      this.#broken = false;
      return answer;
    } catch (error) {
      leave();
      throw error;
    }
  }

  async #inTransaction<Row>(command: string, text: string, parameters?: readonly unknown[]): Rows<Row> {
    const rollsBackAll = /^(?:ROLLBACK|ABORT)$/.test(command) && !/\bTO\b/i.test(text);
    if (command === 'COMMIT' || command === 'END' || rollsBackAll) return this.#end<Row>(command, rollsBackAll);
    try {
      const answer = await this.#pool.run<Row>(text, parameters);
      if (command === 'ROLLBACK') this.#broken = false;
      return answer;
    } catch (error) {
      this.#broken = true;
      throw error;
    }
  }

  /** PostgreSQL answers ROLLBACK to the COMMIT of a transaction in which a statement failed; so does this. */
  async #end<Row>(command: string, rollsBack: boolean): Rows<Row> {
    const leave = this.#leave;
    const statement = rollsBack || this.#broken ? 'ROLLBACK' : command;
    try {
      return { ...(await this.#pool.run<Row>(statement)), command: statement };
    } finally {
      this.#leave = undefined;
      leave?.();
    }
  }

  #listen(channel: string): void {
    this.#channels.add(channel);
    this.#listeners.add(this);
  }

  /** Only this client forgets the channel: others listen on the same connection. */
  async #unlisten<Row>(channel: string): Rows<Row> {
    if (channel === '*') this.#channels.clear();
    else this.#channels.delete(channel);
    return answered<Row>('UNLISTEN', []);
  }
}
