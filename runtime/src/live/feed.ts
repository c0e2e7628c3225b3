import type { LiveChange, LiveMessage } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { CLIENT_BYTES, end, frameOf, HEARTBEAT, RETRY, wrote } from './event-stream.ts';
import { type Change, Pending } from './pending.ts';

/** Adds what a message reads from the database (counters, summary) to what the commits told. */
export type Compose = (environment: string, pending: Pending) => Promise<LiveChange>;

interface Client {
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  close(): void;
}

interface Channel {
  pending: Pending | null;
  readonly ring: { readonly id: number; readonly frame: Uint8Array }[];
  readonly clients: Set<Client>;
  /** Since when nobody listens; messages are made for a minute more, for those who come back. */
  quietSinceMs: number;
  timer: NodeJS.Timeout | null;
}

export interface FeedOptions {
  readonly compose: Compose;
  readonly now: () => number;
  /** What to do with an error of `compose`; the next change tries again. */
  readonly onError: (error: unknown) => void;
  readonly intervalMs?: number;
  readonly heartbeatMs?: number;
  readonly clients?: number;
}

/** Composing messages takes at most a tenth of the time. */
const REST_FACTOR = 9;
const REST_MOST_MS = 2_000;
const RING_MESSAGES = 240;
const LINGER_MS = 60_000;

/**
 * The live feed: commits of the pipeline become at most four messages a second per environment, kept for a minute so
 * that a client can resume. Ids rise over restarts too, since they begin with the time of the start. A client that
 * does not read is dropped; it resumes when it can.
 */
export class Feed {
  readonly #options: Required<FeedOptions>;
  readonly #channels = new Map<string, Channel>();
  readonly #heartbeat: NodeJS.Timeout;
  #lastId: number;
  #closed = false;

  constructor(options: FeedOptions) {
    this.#options = { intervalMs: 250, heartbeatMs: 15_000, clients: 64, ...options };
    this.#lastId = options.now() * 1000;
    this.#heartbeat = setInterval(() => this.#beat(), this.#options.heartbeatMs);
    this.#heartbeat.unref();
  }

  /** Takes note of a change; it goes out with the next message. */
  publish(environment: string, change: Change): void {
    const channel = this.#channels.get(environment);
    if (this.#closed || !channel) return;
    if (channel.clients.size === 0 && this.#options.now() - channel.quietSinceMs > LINGER_MS) {
      channel.ring.length = 0;
      channel.pending = null;
      this.#lastId += 1; // whoever comes back now has missed something
      return;
    }
    channel.pending ??= new Pending();
    channel.pending.add(change);
    channel.timer ??= setTimeout(() => this.#flush(environment, channel), this.#options.intervalMs);
    channel.timer.unref();
  }

  /**
   * A stream of server-sent events from behind `lastEventId` on, or from now on. Fails with `rate-limited` when there
   * are too many clients.
   */
  open(environment: string, lastEventId: string | undefined, signal: AbortSignal): ReadableStream<Uint8Array> {
    const all = [...this.#channels.values()].reduce((count, channel) => count + channel.clients.size, 0);
    if (this.#closed) throw new Failure('unavailable', 'stopping');
    if (all >= this.#options.clients) throw new Failure('rate-limited', `${all} live clients`);
    const channel = this.#channelOf(environment);
    let client: Client;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          client = this.#join(channel, controller);
          signal.addEventListener('abort', client.close, { once: true });
          controller.enqueue(RETRY);
          for (const frame of this.#missed(channel, lastEventId)) controller.enqueue(frame);
        },
        cancel: () => client.close(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: CLIENT_BYTES }),
    );
  }

  /** Something may have been missed: whoever looks on reads everything again. */
  resync(): void {
    for (const channel of this.#channels.values()) this.#send(channel, { type: 'resync' });
  }

  /** Ends every stream. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#heartbeat);
    for (const channel of this.#channels.values()) {
      if (channel.timer) clearTimeout(channel.timer);
      for (const client of [...channel.clients]) client.close();
    }
  }

  #channelOf(environment: string): Channel {
    const known = this.#channels.get(environment);
    if (known) return known;
    const made: Channel = { pending: null, ring: [], clients: new Set(), quietSinceMs: 0, timer: null };
    this.#channels.set(environment, made);
    return made;
  }

  #join(channel: Channel, controller: ReadableStreamDefaultController<Uint8Array>): Client {
    const client: Client = {
      controller,
      close: () => {
        if (!channel.clients.delete(client)) return;
        if (channel.clients.size === 0) channel.quietSinceMs = this.#options.now();
        end(controller);
      },
    };
    channel.clients.add(client);
    return client;
  }

  /** Frames behind `lastEventId`; a `resync` when some of them are not kept any more. */
  #missed(channel: Channel, lastEventId: string | undefined): Uint8Array[] {
    if (lastEventId === undefined) return [frameOf(this.#lastId, { type: 'changed' })];
    const last = /^\d{1,16}$/.test(lastEventId) ? Number(lastEventId) : Number.NaN;
    if (last === this.#lastId) return [];
    const from = channel.ring.findIndex((entry) => entry.id === last);
    if (from < 0) return [frameOf(this.#lastId, { type: 'resync' })];
    return channel.ring.slice(from + 1).map((entry) => entry.frame);
  }

  async #flush(environment: string, channel: Channel): Promise<void> {
    const { pending } = channel;
    channel.pending = null;
    const startedMs = performance.now();
    try {
      if (pending) this.#send(channel, await this.#options.compose(environment, pending));
    } catch (error) {
      if (!this.#closed) this.#options.onError(error);
    }
    // Only now, and the later the longer it took, so that a busy database makes fewer messages and not a heap of them.
    channel.timer = null;
    if (!channel.pending || this.#closed) return;
    const restMs = Math.min((performance.now() - startedMs) * REST_FACTOR, REST_MOST_MS);
    channel.timer = setTimeout(() => this.#flush(environment, channel), Math.max(this.#options.intervalMs, restMs));
    channel.timer.unref();
  }

  #send(channel: Channel, message: LiveMessage): void {
    if (this.#closed) return;
    this.#lastId += 1;
    const frame = frameOf(this.#lastId, message);
    channel.ring.push({ id: this.#lastId, frame });
    if (channel.ring.length > RING_MESSAGES) channel.ring.shift();
    for (const client of [...channel.clients]) write(client, frame);
  }

  #beat(): void {
    for (const channel of this.#channels.values()) for (const client of [...channel.clients]) write(client, HEARTBEAT);
  }
}

function write(client: Client, frame: Uint8Array): void {
  if (!wrote(client.controller, frame)) client.close();
}
