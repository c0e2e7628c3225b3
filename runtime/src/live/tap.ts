import type { TapMessage, TapRow } from '@slipway/shared/api';
import { LIMITS } from '@slipway/shared/limits';
import { instantFromMs } from '@slipway/shared/time';
import { CLIENT_BYTES, end, frameOf, HEARTBEAT, RETRY, wrote } from './event-stream.ts';

/** Which step is listened to. */
export interface TapTarget {
  readonly environment: string;
  readonly workflow: string;
  readonly step: string;
}

/** Rows that were not read before: the newest, at most `most`. The first call gives the last there were. */
export type ReadPasses = (most: number) => Promise<readonly TapRow[]>;

export interface TapParts {
  readonly id: string;
  readonly target: TapTarget;
  /** Who listens; nobody else may go on with it. */
  readonly owner: string;
  readonly seconds: number;
  readonly read: ReadPasses;
  readonly now: () => number;
  readonly onEnd: () => void;
  readonly onError: (error: unknown) => void;
}

/** At most four looks a second, each with its part of what may be shown in one. */
const LOOK_MS = 250;
const ROWS_A_LOOK = LIMITS.tapRowsPerSecond / (1_000 / LOOK_MS);
const ROWS_BEFORE = 10;
const RING = 100;
/** So long a tap waits for somebody whose connection broke. */
const LINGER_MS = 8_000;
const HEARTBEAT_MS = 15_000;

/** One step listened to for a bounded time. It looks only where a commit says that the step was passed. */
export class Tap {
  readonly parts: TapParts;
  readonly #ring: { readonly id: string; readonly frame: Uint8Array }[] = [];
  readonly #untilMs: number;
  readonly #timers: NodeJS.Timeout[];
  #client: ReadableStreamDefaultController<Uint8Array> | null = null;
  #look: NodeJS.Timeout | null = null;
  #lingering: NodeJS.Timeout | null = null;
  #number = 0;
  #passed = 0;
  #dirty = false;
  #over = false;

  constructor(parts: TapParts) {
    this.parts = parts;
    this.#untilMs = parts.now() + parts.seconds * 1_000;
    this.#timers = [
      setTimeout(() => this.end(), parts.seconds * 1_000),
      setInterval(() => this.#write(HEARTBEAT), HEARTBEAT_MS),
    ];
    for (const timer of this.#timers) timer.unref();
    this.#send({ type: 'open', until: instantFromMs(this.#untilMs), perSecond: LIMITS.tapRowsPerSecond });
    void this.#read(ROWS_BEFORE, true);
  }

  /** The stream from behind a message on; whoever read it before is let go. */
  stream(behind: string | undefined, signal: AbortSignal): ReadableStream<Uint8Array> {
    let own: ReadableStreamDefaultController<Uint8Array>;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          own = controller;
          if (this.#client) end(this.#client);
          if (this.#lingering) clearTimeout(this.#lingering);
          this.#client = controller;
          signal.addEventListener('abort', () => this.#left(controller), { once: true });
          controller.enqueue(RETRY);
          const from = this.#ring.findIndex((entry) => entry.id === behind);
          for (const { frame } of this.#ring.slice(from + 1)) controller.enqueue(frame);
          if (this.#over) end(controller);
        },
        cancel: () => this.#left(own),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: CLIENT_BYTES }),
    );
  }

  /** The step was passed so often, or may have been (0): it is looked at soon. */
  passed(times: number): void {
    this.#passed += times;
    this.#dirty = true;
    this.#look ??= setTimeout(() => void this.#read(ROWS_A_LOOK, false), LOOK_MS);
    this.#look.unref();
  }

  /** Says that it is over, and is. */
  end(): void {
    if (this.#over) return;
    this.#over = true;
    for (const timer of [...this.#timers, this.#look, this.#lingering]) if (timer) clearTimeout(timer);
    this.#send({ type: 'ended', why: 'time' });
    if (this.#client) end(this.#client);
    this.#client = null;
    this.parts.onEnd();
  }

  async #read(most: number, before: boolean): Promise<void> {
    this.#dirty = false;
    try {
      const rows = await this.parts.read(most);
      if (!this.#over) this.#send({ type: 'rows', rows: [...rows], passed: this.#passed, before });
    } catch (error) {
      if (!this.#over) this.parts.onError(error);
    }
    // What came before the tap is read beside the looks.
    if (before) return;
    this.#look = null;
    if (this.#dirty && !this.#over) this.passed(0);
  }

  #left(controller: ReadableStreamDefaultController<Uint8Array>): void {
    if (this.#client !== controller) return;
    this.#client = null;
    end(controller);
    this.#lingering = setTimeout(() => this.end(), LINGER_MS);
    this.#lingering.unref();
  }

  #send(message: TapMessage): void {
    this.#number += 1;
    const id = `${this.parts.id}.${this.#number}`;
    const frame = frameOf(id, message);
    this.#ring.push({ id, frame });
    if (this.#ring.length > RING) this.#ring.shift();
    this.#write(frame);
  }

  #write(frame: Uint8Array): void {
    if (this.#client && !wrote(this.#client, frame)) this.#left(this.#client);
  }
}
