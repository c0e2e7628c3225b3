import pg from 'pg';
import type { ConnectionPool } from './database.ts';
import { connectionOf, type PostgresOptions } from './postgres-pool.ts';

/** Short texts from process to process: prompt, in no promised order between senders, and lost while PostgreSQL is away. */
export interface News {
  /** Says something to every other process, soon; never waits and never fails. */
  tell(text: string): void;
  /** `onNews` hears the others (and us); `onGap` is called when something may have been missed. */
  listen(onNews: (text: string) => void, onGap: () => void): void;
  close(): Promise<void>;
}

/** What a notification may hold: 8,000 bytes less one. */
export const NEWS_BYTES = 7_900;
const WAITING_MOST = 2_000;
const AGAIN_MS = 500;
const STILL_THERE_MS = 5_000;

/** News over LISTEN and NOTIFY of PostgreSQL, which is there anyway. */
export class PostgresNews implements News {
  readonly #options: PostgresOptions;
  readonly #pool: ConnectionPool;
  readonly #channel: string;
  #waiting: string[] = [];
  #sending: Promise<void> | undefined;
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #onNews: (text: string) => void = () => {};
  #onGap: () => void = () => {};

  constructor(pool: ConnectionPool, options: PostgresOptions, channel: string) {
    this.#pool = pool;
    this.#options = options;
    this.#channel = channel;
  }

  tell(text: string): void {
    if (this.#closed) return;
    if (Buffer.byteLength(text) > NEWS_BYTES) throw new Error('News is longer than a notification may be.');
    // While nobody takes it, what is old helps nobody: who missed it reads the tables.
    if (this.#waiting.length >= WAITING_MOST) this.#waiting.shift();
    this.#waiting.push(text);
    this.#sending ??= this.#send().finally(() => {
      this.#sending = undefined;
    });
  }

  listen(onNews: (text: string) => void, onGap: () => void): void {
    this.#onNews = onNews;
    this.#onGap = onGap;
    void this.#connect();
  }

  async close(): Promise<void> {
    await this.#sending;
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => {});
  }

  async #send(): Promise<void> {
    // Not in the transactions that it tells of: commits that notify wait for one another.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const texts = this.#waiting.splice(0, 200);
      const text = 'SELECT pg_notify($1, t.text) FROM unnest($2::text[]) AS t (text)';
      // What cannot be sent is lost; the connection's loss is heard by the listener.
      await this.#pool.query(text, [this.#channel, texts]).catch(() => {});
    }
  }

  async #connect(): Promise<void> {
    if (this.#closed) return;
    const client = new pg.Client(connectionOf(this.#options));
    const lost = once(() => {
      if (this.#client === client) this.#client = undefined;
      client.removeAllListeners('notification');
      client.end().catch(() => {});
      if (!this.#closed) this.#timer = setTimeout(() => void this.#connect(), AGAIN_MS);
    });
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => this.#onNews(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${pg.escapeIdentifier(this.#channel)}`);
      this.#client = client;
      if (this.#closed) return void client.end().catch(() => {});
      this.#onGap();
      this.#watch(client, lost);
    } catch {
      lost();
    }
  }

  /** A server that was cut off without a word is noticed only by asking it. */
  #watch(client: pg.Client, lost: () => void): void {
    this.#timer = setTimeout(() => {
      if (this.#client !== client) return;
      client.query('SELECT 1').then(() => this.#client === client && this.#watch(client, lost), lost);
    }, STILL_THERE_MS);
    this.#timer.unref();
  }
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    work();
  };
}
