import type { CanonicalEvent } from '@slipway/shared/event';
import type { Pipeline } from '../pipeline/start-pipeline.ts';
import { type Feed, markSilent, noteHeard, silentSources } from '../stores/heard-sources.ts';
import { silenceEvent } from './silence.ts';

const LOOK_MOST_MS = 5_000;
const LOOK_LEAST_MS = 50;

/** What watching a feed needs. */
export interface WatchParts {
  readonly pipeline: Pick<Pipeline, 'nowMs' | 'emitWith'>;
  readonly onError: (error: unknown) => void;
}

/**
 * Watches the sources of a live feed: one that has delivered nothing for `afterMs` is said to be silent, once, and to be
 * heard when it delivers again. What was not read because nobody was here to read is no silence.
 */
export class SilenceWatch {
  readonly #parts: WatchParts;
  readonly #feed: Feed;
  readonly #afterMs: number;
  readonly #heard = new Map<string, number>();
  readonly #lookMs: number;
  readonly #timer: NodeJS.Timeout;
  #silent: ReadonlySet<string> = new Set();
  #listeningMs: number;
  #work: Promise<void> = Promise.resolve();

  constructor(parts: WatchParts, feed: Feed, afterMs: number) {
    this.#parts = parts;
    this.#feed = feed;
    this.#afterMs = afterMs;
    this.#listeningMs = parts.pipeline.nowMs();
    this.#lookMs = Math.min(LOOK_MOST_MS, Math.max(LOOK_LEAST_MS, afterMs / 4));
    this.#timer = setInterval(() => void this.look(), this.#lookMs);
    void this.look();
  }

  /** Events of these sources have come in. Resolves at once, but for a source that was silent. */
  async heard(sources: Iterable<string>): Promise<void> {
    const atMs = this.#parts.pipeline.nowMs();
    let back = false;
    for (const source of sources) {
      this.#heard.set(source, atMs);
      back ||= this.#silent.has(source);
    }
    if (back) await this.look();
  }

  /** Nothing was read for reasons of our own: silence is counted from now on. */
  paused(): void {
    this.#listeningMs = this.#parts.pipeline.nowMs();
  }

  /** Stores what was heard, and tells of what is silent. One look at a time. */
  look(): Promise<void> {
    this.#work = this.#work.then(() => this.#look()).catch((error) => this.#parts.onError(error));
    return this.#work;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.look();
  }

  async #look(): Promise<void> {
    const { pipeline } = this.#parts;
    const { environment } = this.#feed;
    const nowMs = pipeline.nowMs();
    const heard = [...this.#heard];
    const listens = nowMs - this.#listeningMs >= this.#afterMs;
    await pipeline.emitWith(environment, async (transaction) => {
      const events: CanonicalEvent[] = [];
      for (const [source, atMs] of heard) {
        const ended = await noteHeard(transaction, this.#feed, { source, atMs });
        if (ended) events.push(silenceEvent('source.heard', this.#feed, { ...ended, atMs }));
      }
      // Another process may have heard of it since, and stores that within a look.
      const lastMs = nowMs - this.#afterMs - this.#lookMs;
      const silent = listens ? await markSilent(transaction, this.#feed, lastMs) : [];
      for (const each of silent) {
        events.push(silenceEvent('source.silent', this.#feed, { ...each, atMs: each.sinceMs + this.#afterMs }));
      }
      this.#silent = new Set(await silentSources(transaction, this.#feed));
      return events;
    });
    for (const [source, atMs] of heard) if (this.#heard.get(source) === atMs) this.#heard.delete(source);
  }
}
