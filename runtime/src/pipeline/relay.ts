import type { Database } from '../database/index.ts';
import type { NewRecord } from '../event-log/index.ts';
import { deleteOutbox, pendingOutbox } from '../stores/event-outbox.ts';
import type { LogWriter } from './log-writer.ts';
import type { Progress } from './progress.ts';

const PAGE = 500;
const AGAIN_MS = 500;
/** Word of rows that another process wrote may be lost. */
const LOOK_AGAIN_MS = 500;

/**
 * Brings the event outbox of one environment to the log: in the order of its rows, one append in flight, a row deleted
 * once it is appended. A crash between the two appends it again; the loop knows its identity and drops it.
 */
export class Relay {
  readonly #database: Database;
  readonly #environment: string;
  readonly #writer: LogWriter;
  readonly #progress: Progress;
  readonly #onError: (error: unknown, where: string) => void;
  #running: Promise<void> | undefined;
  #again = false;
  #held: boolean;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: {
    readonly database: Database;
    readonly environment: string;
    readonly writer: LogWriter;
    readonly progress: Progress;
    readonly onError: (error: unknown, where: string) => void;
    /** False where several processes could relay: then it begins with `take`. */
    readonly held: boolean;
  }) {
    this.#held = parts.held;
    this.#database = parts.database;
    this.#environment = parts.environment;
    this.#writer = parts.writer;
    this.#progress = parts.progress;
    this.#onError = parts.onError;
  }

  /** Whether the outbox is relayed here. */
  get held(): boolean {
    return this.#held;
  }

  /** Relays until `held` aborts: nobody else does meanwhile, or what both append the loop drops. */
  async take(held: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    held.addEventListener('abort', () => resolve(), { once: true });
    const looking = setInterval(() => this.wake(), LOOK_AGAIN_MS);
    this.#held = true;
    this.wake();
    if (!held.aborted) await promise;
    this.#held = false;
    clearInterval(looking);
    await this.#running;
  }

  /** Says that rows were written. */
  wake(): void {
    this.#again = true;
    if (this.#stopped || !this.#held || this.#running) return;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      if (this.#again && !this.#timer) this.wake();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (this.#again && this.#held && !this.#stopped) {
        this.#again = false;
        while (this.#held && !this.#stopped && (await this.#page()) === PAGE);
      }
    } catch (error) {
      this.#onError(error, `relay of ${this.#environment}`);
      this.#again = true;
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.wake();
      }, AGAIN_MS);
    }
  }

  async #page(): Promise<number> {
    const rows = await pendingOutbox(this.#database.kysely, this.#environment, PAGE);
    if (rows.length === 0) return 0;
    const records = rows.map(({ kind, partition, subject, event }): NewRecord => {
      return { kind, key: subject, value: event, ...(partition === null ? {} : { partition }) };
    });
    await this.#writer.append(this.#environment, records);
    await deleteOutbox(
      this.#database.kysely,
      this.#environment,
      rows.map((row) => row.id),
    );
    this.#progress.outbox(this.#environment, -rows.length);
    return rows.length;
  }
}
