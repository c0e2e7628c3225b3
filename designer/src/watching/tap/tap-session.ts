import type { TapMessage, TapRow } from '@slipway/shared/api';

/** What whoever taps a step sees. A new object after every change. */
export interface Tapped {
  readonly state: 'idle' | 'opening' | 'open' | 'ended' | 'failed';
  readonly untilMs: number;
  /** Newest first. */
  readonly rows: readonly TapRow[];
  /** Rows that came while somebody was reading: they wait. */
  readonly waiting: readonly TapRow[];
  /** How often the step was passed since the tap began, and how many of those were shown. */
  readonly passed: number;
  readonly shown: number;
  readonly perSecond: number;
}

export const IDLE: Tapped = {
  state: 'idle',
  untilMs: 0,
  rows: [],
  waiting: [],
  passed: 0,
  shown: 0,
  perSecond: 0,
};

/** What is needed of an EventSource. */
export interface Stream {
  onmessage: ((e: MessageEvent<string>) => void) | null;
  onerror: (() => void) | null;
  readonly readyState: number;
  close(): void;
}

const CLOSED = 2;
const ROWS_MOST = 100;

/** Listens to one step for a bounded time; the browser resumes a broken connection by itself. */
export class TapSession {
  #tapped = IDLE;
  #reading = false;
  #stream: Stream | undefined;
  readonly #open: (seconds: number) => Stream;
  readonly #listeners = new Set<() => void>();

  constructor(open: (seconds: number) => Stream) {
    this.#open = open;
  }

  get = (): Tapped => this.#tapped;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  start(seconds: number): void {
    this.#stream?.close();
    this.#set({ ...IDLE, state: 'opening' });
    const stream = this.#open(seconds);
    this.#stream = stream;
    stream.onmessage = (e) => {
      if (stream === this.#stream) this.#take(JSON.parse(e.data) as TapMessage);
    };
    stream.onerror = () => {
      if (stream === this.#stream && stream.readyState === CLOSED) this.#end('failed');
    };
  }

  stop(): void {
    if (this.#stream) this.#end('ended');
  }

  /** While somebody reads, rows stay where they are and new ones wait. */
  read(reading: boolean): void {
    this.#reading = reading;
    if (!reading) this.show();
  }

  /** Puts what waited on top. */
  show(): void {
    const { waiting, rows } = this.#tapped;
    if (waiting.length > 0)
      this.#set({ ...this.#tapped, rows: [...waiting, ...rows].slice(0, ROWS_MOST), waiting: [] });
  }

  #take(message: TapMessage): void {
    const before = this.#tapped;
    if (message.type === 'ended') this.#end('ended');
    else if (message.type === 'rows') this.#add(message);
    else {
      const untilMs = Date.parse(message.until);
      this.#set({ ...before, state: 'open', untilMs, perSecond: message.perSecond });
    }
  }

  #add(message: Extract<TapMessage, { type: 'rows' }>): void {
    const before = this.#tapped;
    const known = new Set([...before.rows, ...before.waiting].map((row) => row.id));
    const fresh = message.rows.filter((row) => !known.has(row.id)).toReversed();
    // A tap that another process goes on with counts from the beginning.
    const counted = message.passed < before.passed ? 0 : before.shown;
    const shown = counted + (message.before ? 0 : fresh.length);
    const next = { ...before, passed: message.passed, shown };
    if (this.#reading && before.rows.length > 0)
      this.#set({ ...next, waiting: [...fresh, ...before.waiting].slice(0, ROWS_MOST) });
    else this.#set({ ...next, rows: [...fresh, ...before.rows].slice(0, ROWS_MOST) });
  }

  #end(state: 'ended' | 'failed'): void {
    this.#stream?.close();
    this.#stream = undefined;
    this.#set({ ...this.#tapped, state });
  }

  #set(tapped: Tapped): void {
    this.#tapped = tapped;
    for (const listener of this.#listeners) listener();
  }
}
