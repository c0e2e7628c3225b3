import { Failure } from '@slipway/shared/failure';
import type { BatchBounds, EventLog, LogRecord, PartitionReader } from './port.ts';
import type { WakeUp } from './wake-up.ts';

/** Reads one partition of the embedded log: what is there at once, and then what each append wakes it for. */
export class EmbeddedReader implements PartitionReader {
  readonly partition: number;
  readonly signal: AbortSignal;
  readonly #log: EventLog;
  readonly #environment: string;
  readonly #wakeUp: WakeUp;
  readonly #name: string;
  /** Counts the calls of `batches`: an older one ends when it finds a newer one. */
  #seek = 0;

  constructor(
    log: EventLog,
    wakeUp: WakeUp,
    place: { environment: string; partition: number; name: string; signal: AbortSignal },
  ) {
    this.partition = place.partition;
    this.signal = place.signal;
    this.#log = log;
    this.#wakeUp = wakeUp;
    this.#environment = place.environment;
    this.#name = place.name;
  }

  async *batches(from: number, bounds: BatchBounds): AsyncIterable<readonly LogRecord[]> {
    this.#seek += 1;
    const seek = this.#seek;
    const current = () => seek === this.#seek && !this.signal.aborted;
    let next = from;
    await this.#check(from);
    /** The news up to which everything was read: without later news there is nothing to look for. */
    let drained: number | undefined;
    while (current()) {
      const seen = this.#wakeUp.version(this.#name);
      const records =
        seen === drained ? [] : await this.#log.read(this.#environment, this.partition, next, bounds.events);
      if (!current()) return;
      if (records.length < bounds.events) drained = seen;
      const first = records[0];
      if (first === undefined) {
        await this.#wakeUp.wait(this.#name, seen, bounds.idleMs, this.signal);
        if (current() && this.#wakeUp.version(this.#name) === seen) yield [];
        continue;
      }
      // Retention may pass a slow reader between two batches: that must never look like a quiet log.
      if (first.offset !== next) throw new Failure('log-gap', `${this.#where()}: ${next}, lowest ${first.offset}`);
      next += records.length;
      yield records;
    }
  }

  async #check(from: number): Promise<void> {
    const { low, high } = await this.#log.marks(this.#environment, this.partition);
    if (from < low) throw new Failure('log-gap', `${this.#where()}: ${from}, lowest ${low}`);
    if (from > high) throw new Failure('log-behind', `${this.#where()}: ${from}, end ${high}`);
  }

  #where(): string {
    return `${this.#environment}/${this.partition}`;
  }
}
