import {
  audienceOf,
  emptyRecord,
  type Input,
  isBroadcast,
  isShown,
  type LiveSet,
  type SubjectRecord,
  step,
  type TraceStep,
} from '../../engine/index.ts';
import { type CanonicalEvent, eventKey, subjectKind } from '../../event/index.ts';
import { Failure } from '../../failure/index.ts';
import { LIMITS } from '../../limits/index.ts';
import { WorldLedger } from './outcome.ts';

/** A scenario that asks for more than this many decisions runs in a circle. */
const INPUTS_MOST = 20_000;

/** What a workflow did, and which one. */
export interface Done {
  readonly workflow: string;
  readonly subject: string;
  readonly step: TraceStep;
}

/**
 * A small world of subjects on the engine that production runs: one record each, one log, one clock. Inputs are handed on
 * as partitions do: timers first, an event once, what is emitted to whom it is about, what concerns many to all.
 */
export class World {
  readonly ledger = new WorldLedger();
  readonly trace: Done[] = [];
  readonly #live: LiveSet;
  readonly #records = new Map<string, SubjectRecord>();
  readonly #seen = new Set<string>();
  readonly #emitted: CanonicalEvent[] = [];
  #nowMs: number;
  #offset = 0;
  #inputs = 0;

  constructor(live: LiveSet, nowMs: number) {
    this.#live = live;
    this.#nowMs = nowMs;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** How many records the log has. */
  get offset(): number {
    return this.#offset;
  }

  get subjects(): readonly string[] {
    return [...this.#records.keys()];
  }

  /** Lets time pass: every timer that falls due by then fires, each at its own time. */
  advance(toMs: number): void {
    for (;;) {
      const dueMs = Math.min(...this.#timers().map((timer) => timer.dueMs));
      if (dueMs > toMs) break;
      this.#nowMs = Math.max(this.#nowMs, dueMs);
      this.#fire();
    }
    this.#nowMs = Math.max(this.#nowMs, toMs);
  }

  /** An event comes in at the present moment, and all that it brings about at once. */
  send(event: CanonicalEvent): void {
    this.#take(event);
    this.#deliver();
    this.advance(this.#nowMs);
  }

  /** Fires what is due, then hands on what was emitted. */
  #fire(): void {
    for (;;) {
      const [next] = this.#timers()
        .filter(({ dueMs }) => dueMs <= this.#nowMs)
        .sort((a, b) => a.dueMs - b.dueMs || compare(a.subject, b.subject) || compare(a.id, b.id));
      if (!next) break;
      this.#apply(next.subject, { kind: 'timer', timerId: next.id, nowMs: this.#nowMs });
    }
    this.#deliver();
  }

  #timers() {
    return [...this.#records].flatMap(([subject, { timers }]) =>
      Object.entries(timers).map(([id, { dueMs }]) => ({ subject, id, dueMs })),
    );
  }

  #deliver(): void {
    for (let event = this.#emitted.shift(); event; event = this.#emitted.shift()) this.#take(event);
  }

  #take(event: CanonicalEvent): void {
    const key = eventKey(event.source, event.id);
    if ((event.hop ?? 0) > LIMITS.hops || this.#seen.has(key)) return;
    this.#seen.add(key);
    const nowMs = this.#nowMs;
    this.#apply(event.subject, { kind: 'event', event, offset: this.#offset, nowMs });
    this.#offset += 1;
    if (!isBroadcast(event)) return;
    const kinds = audienceOf(this.#live, event);
    for (const [subject, record] of [...this.#records].sort(([a], [b]) => compare(a, b)))
      if (kinds.has(subjectKind(subject)) && isShown(record)) this.#apply(subject, { kind: 'broadcast', event, nowMs });
  }

  #apply(subject: string, input: Input): void {
    this.#inputs += 1;
    if (this.#inputs > INPUTS_MOST) throw new Failure('decision-failed', `more than ${INPUTS_MOST} decisions`);
    const before = this.#records.get(subject) ?? emptyRecord(subject);
    const { record, decisions } = step(this.#live, before, input);
    this.#records.set(subject, record);
    for (const decision of decisions) {
      if (decision.failure) throw new Failure('decision-failed', decision.failure.detail);
      for (const did of decision.trace) this.trace.push({ workflow: decision.workflow, subject, step: did });
      this.#emitted.push(...this.ledger.take(decision, subject, this.#nowMs));
    }
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
