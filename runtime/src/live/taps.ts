import { randomUUID } from 'node:crypto';
import type { TapMessage } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import { stepOf } from '@slipway/shared/workflow';
import type { Change } from '../pipeline/changes.ts';
import { end, frameOf } from './event-stream.ts';
import { type ReadPasses, Tap, type TapTarget } from './tap.ts';

export interface TapsOptions {
  /** Makes what reads the passes of a step, from now on. */
  readonly reader: (target: TapTarget) => ReadPasses;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

/** The steps that people listen to through this process. While there are none, a commit costs one look at an empty map. */
export class Taps {
  readonly #options: TapsOptions;
  readonly #taps = new Map<string, Tap>();
  #closed = false;

  constructor(options: TapsOptions) {
    this.#options = options;
  }

  /** Of a commit here or elsewhere. */
  hear(change: Change): void {
    if (this.#taps.size === 0 || change.kind !== 'batch') return;
    for (const tap of this.#taps.values()) {
      const { environment, workflow, step } = tap.parts.target;
      if (change.environment !== environment) continue;
      const own = change.counters.filter((row) => row.workflow === workflow && stepOf(row.node) === step);
      // The empty port counts how often a step was passed.
      const times = own.reduce((sum, row) => (row.port === '' && row.node === step ? sum + row.count : sum), 0);
      if (own.length > 0) tap.passed(times);
    }
  }

  /** Something may have been missed. */
  resync(): void {
    for (const tap of this.#taps.values()) tap.passed(0);
  }

  /** Fails with `rate-limited` where there are too many, before anything is written down about it. */
  makeRoom(): void {
    if (this.#closed) throw new Failure('unavailable', 'stopping');
    if (this.#taps.size >= LIMITS.taps) throw new Failure('rate-limited', `${this.#taps.size} taps`);
  }

  /** Begins to listen. */
  open(target: TapTarget, owner: string, seconds: number, signal: AbortSignal): ReadableStream<Uint8Array> {
    this.makeRoom();
    const { reader, now, onError } = this.#options;
    // Until when it runs, for another process to go on with it where this one is gone.
    const id = `${randomUUID()}~${(now() + seconds * 1_000).toString(36)}`;
    const onEnd = () => void this.#taps.delete(id);
    const tap = new Tap({ id, target, owner, seconds, read: reader(target), now, onEnd, onError });
    this.#taps.set(id, tap);
    return tap.stream(undefined, signal);
  }

  /**
   * How many seconds are left of a tap that is none of this process: another one began it, or this one before it was started
   * anew. 0 where it runs here, or is over.
   */
  secondsElsewhere(lastEventId: string): number {
    if (this.#taps.has(tapOf(lastEventId))) return 0;
    const [, until = ''] = /^[0-9a-f-]{36}~([0-9a-z]{1,10})$/.exec(tapOf(lastEventId)) ?? [];
    const left = Math.ceil((Number.parseInt(until, 36) - this.#options.now()) / 1_000);
    return Number.isNaN(left) ? 0 : Math.min(Math.max(left, 0), LIMITS.tapSeconds);
  }

  /** Goes on with a tap of one's own behind a message; one that is over or somebody else's is gone. */
  resume(target: TapTarget, owner: string, lastEventId: string, signal: AbortSignal): ReadableStream<Uint8Array> {
    const tap = this.#taps.get(tapOf(lastEventId));
    const same = tap && tap.parts.owner === owner && sameTarget(tap.parts.target, target);
    if (same) return tap.stream(lastEventId, signal);
    const gone: TapMessage = { type: 'ended', why: 'gone' };
    return new ReadableStream({
      start: (controller) => {
        controller.enqueue(frameOf('gone', gone));
        end(controller);
      },
    });
  }

  /** Ends every tap. */
  close(): void {
    this.#closed = true;
    for (const tap of [...this.#taps.values()]) tap.end();
  }
}

/** The tap that a message is of. */
const tapOf = (messageId: string): string => messageId.slice(0, messageId.lastIndexOf('.'));

const sameTarget = (a: TapTarget, b: TapTarget): boolean =>
  a.environment === b.environment && a.workflow === b.workflow && a.step === b.step;
