import type { DueTimer, Hold, Input, StepResult, SubjectRecord } from '@slipway/shared/engine';
import type { CanonicalEvent } from '@slipway/shared/event';
import { type FailureCode, isFailure } from '@slipway/shared/failure';
import type { DecisionInputName } from '../stores/documents.ts';
import type { OutcomeRange } from '../stores/outcomes.ts';
import type { Batch, Bench, Decided, Position, SetAside } from './batch.ts';
import { addOutcome } from './outcome-ranges.ts';
import type { Identity, ReadRecord } from './read-record.ts';
import { isFed, type Round, type RoundChunk } from './round.ts';

/** Firing one timer again and again within one record is a loop that would never end. */
const FIRINGS_OF_ONE_TIMER = 1_000;

/** The name by which an input is poisoned. */
export function inputName(offset: number, timer?: DueTimer): string {
  return timer ? `${offset} ${timer.subject} ${timer.timer} ${timer.dueMs}` : `${offset}`;
}

/**
 * Decides records in order, each after the timers that are due by its time. Pure but for the timer queue: the same
 * records in batches of any size, on any machine, come to the same decisions.
 */
export function decideBatch(bench: Bench, records: readonly ReadRecord[]): Batch {
  const work = new Work(bench);
  for (const read of records) if (!work.record(read)) break;
  return work.batch();
}

class Work {
  readonly #bench: Bench;
  #position: Position;
  #consumed = 0;
  readonly #decided: Decided[] = [];
  readonly #setAside: SetAside[] = [];
  readonly #seen: { identity: Identity; offset: number }[] = [];
  readonly #seenNow = new Set<string>();
  readonly #outcomes: OutcomeRange[] = [];
  readonly #dirty = new Map<string, SubjectRecord>();
  readonly #timers = new Map<string, { subject: string; timer: string; dueMs: number | null }>();
  readonly #inputs: string[] = [];
  #next: Round | null = null;

  constructor(bench: Bench) {
    this.#bench = bench;
    this.#position = bench.position;
  }

  batch(): Batch {
    return {
      consumed: this.#consumed,
      position: this.#position,
      decided: this.#decided,
      setAside: this.#setAside,
      seen: this.#seen,
      outcomes: this.#outcomes,
      dirty: this.#dirty,
      timers: [...this.#timers.values()],
      next: this.#next,
      inputs: this.#inputs,
    };
  }

  /** False when the batch ends before this record is behind it. */
  record(read: ReadRecord): boolean {
    const { record } = read;
    // It reads which subjects there are, so everything before it must be stored.
    if (read.is === 'round' && this.#consumed > 0) return false;
    if (read.is === 'resumed') this.#hold({ fromMs: read.fromMs, toMs: Math.max(read.toMs, record.atMs) });
    const nowMs = Math.max(this.#position.clockMs, record.atMs);
    if (!this.#fireTimers(record.offset, nowMs)) return false;
    if (this.#inputs.length > 0 && this.#full()) return false;
    addOutcome(this.#outcomes, record.offset, this.#apply(read, nowMs));
    this.#position = { ...this.#position, nextOffset: record.offset + 1, clockMs: nowMs };
    this.#consumed += 1;
    return true;
  }

  #full(): boolean {
    return this.#inputs.length >= this.#bench.inputsMost || (this.#bench.enough?.() ?? false);
  }

  #hold(hold: Hold): void {
    const before = this.#position.hold;
    // Two outages in a row with timers still waiting for the first are one.
    const waits = before && before.toMs >= hold.fromMs;
    const joined = waits
      ? { fromMs: Math.min(before.fromMs, hold.fromMs), toMs: Math.max(before.toMs, hold.toMs) }
      : hold;
    this.#position = { ...this.#position, hold: joined };
    this.#bench.timers.hold(joined);
  }

  #fireTimers(offset: number, nowMs: number): boolean {
    const firings = new Map<string, number>();
    for (;;) {
      const due = this.#bench.timers.nextDueMs();
      if (due === undefined || due > nowMs) return true;
      if (this.#inputs.length > 0 && this.#full()) return false;
      const timer = this.#bench.timers.take(nowMs);
      if (!timer) return true;
      const name = `${timer.subject}\n${timer.timer}`;
      const count = (firings.get(name) ?? 0) + 1;
      firings.set(name, count);
      this.#fire(offset, timer, nowMs, count > FIRINGS_OF_ONE_TIMER);
    }
  }

  #fire(offset: number, timer: DueTimer, nowMs: number, looping: boolean): void {
    const before = this.#recordOf(timer.subject);
    const input = inputName(offset, timer);
    this.#inputs.push(input);
    const giveUp = (detail: string) => {
      this.#store(timer.subject, before, withoutTimer(before, timer.timer));
      const text = JSON.stringify({ subject: timer.subject, timer: timer.timer, dueMs: timer.dueMs });
      this.#giveUp({ offset, input, source: 'timer', code: 'decision-failed', detail, text, atMs: nowMs });
    };
    const poisoned = this.#bench.poisoned.has(input);
    if (looping || poisoned) {
      giveUp(poisoned ? 'the decision cannot be stored' : 'the timer sets itself again without end');
      return;
    }
    const name: DecisionInputName = `timer ${timer.timer}`;
    this.#decide(
      { offset, name, subject: timer.subject, nowMs, before, event: null, giveUp },
      {
        kind: 'timer',
        timerId: timer.timer,
        nowMs,
      },
    );
    // The timer left the queue; where the record still has it (the step did not touch it) it is gone from there too.
    const now = this.#recordOf(timer.subject);
    if (Object.hasOwn(now.timers, timer.timer) && now.timers[timer.timer]?.dueMs === timer.dueMs) {
      this.#store(timer.subject, now, withoutTimer(now, timer.timer));
    } else if (!Object.hasOwn(now.timers, timer.timer)) {
      this.#timers.set(`${timer.subject}\n${timer.timer}`, { subject: timer.subject, timer: timer.timer, dueMs: null });
    }
  }

  #apply(read: ReadRecord, nowMs: number): OutcomeRange['outcome'] {
    const { offset } = read.record;
    if (read.is === 'tick' || read.is === 'resumed') return 'control';
    const input = inputName(offset);
    const aside = (code: FailureCode, detail: string) => {
      const source = read.is === 'event' ? read.event.source : 'log';
      this.#giveUp({ offset, input, source, code, detail, text: read.record.value, atMs: nowMs });
    };
    if (read.is === 'unreadable') {
      aside(read.code, read.detail);
      return 'dead-lettered';
    }
    const { identity } = read;
    if (this.#bench.seen.has(identity.key) || this.#seenNow.has(identity.key)) return 'duplicate';
    this.#inputs.push(input);
    if (this.#bench.poisoned.has(input)) {
      aside('decision-failed', 'the decision cannot be stored');
      // What is behind these subjects is told all the same, and what goes live goes live.
      if (read.is === 'round') this.#goOn(read.round);
      return 'dead-lettered';
    }
    if (read.is === 'round') {
      this.#goRound(offset, read.round, nowMs);
      this.#saw(identity, offset);
      return 'control';
    }
    const { event } = read;
    let failed = false;
    const giveUp = (detail: string) => {
      failed = true;
      aside('decision-failed', detail);
    };
    const name: DecisionInputName = `event ${event.type} ${event.source} ${event.id}`;
    const before = this.#recordOf(event.subject);
    this.#decide(
      { offset, name, subject: event.subject, nowMs, before, event, giveUp },
      {
        kind: 'event',
        event,
        offset,
        nowMs,
      },
    );
    if (failed) return 'dead-lettered';
    this.#saw(identity, offset);
    return 'decided';
  }

  #goRound(offset: number, round: Round, nowMs: number): void {
    const { subjects } = this.#goOn(round);
    const event = round.of === 'broadcast' ? round.event : null;
    const name: DecisionInputName = event ? `broadcast ${event.type} ${event.source} ${event.id}` : 'activated';
    const input: Input = event ? { kind: 'broadcast', event, nowMs } : { kind: 'activated', nowMs };
    for (const subject of subjects) {
      const before = this.#recordOf(subject);
      if (!isFed(round, before)) continue;
      const giveUp = (detail: string) => {
        const source = event?.source ?? 'activation';
        const text = JSON.stringify({ ...round, subject });
        const named = `${offset} ${subject}`;
        this.#giveUp({ offset, input: named, source, code: 'decision-failed', detail, text, atMs: nowMs });
      };
      this.#decide({ offset, name, subject, nowMs, before, event: null, giveUp }, input);
    }
  }

  /** Takes over what is live from this record on, and asks for the chunk behind it. */
  #goOn(round: Round): RoundChunk {
    const { chunk } = this.#bench;
    if (!chunk) throw new Error('A round was not prepared for.');
    this.#position = { ...this.#position, liveSet: chunk.liveSet };
    const last = chunk.subjects.at(-1);
    if (chunk.more && last !== undefined) this.#next = { ...round, after: last };
    return chunk;
  }

  #decide(
    about: {
      offset: number;
      name: DecisionInputName;
      subject: string;
      nowMs: number;
      before: SubjectRecord;
      event: CanonicalEvent | null;
      giveUp: (detail: string) => void;
    },
    input: Input,
  ): void {
    const { offset, name, subject, nowMs, before, event, giveUp } = about;
    let result: StepResult;
    try {
      result = this.#bench.step(this.#position.liveSet, before, input);
    } catch (error) {
      // A bug of ours or of a workflow: it ends this input and nothing else.
      giveUp(isFailure(error) ? error.message : String(error).slice(0, 500));
      return;
    }
    this.#decided.push({ offset, input: name, atMs: nowMs, subject, before, result, event });
    if (result.dirty) this.#store(subject, before, result.record);
  }

  #recordOf(subject: string): SubjectRecord {
    const record = this.#dirty.get(subject) ?? this.#bench.records.get(subject);
    if (!record) throw new Error(`The record of ${subject} was not loaded before its batch.`);
    return record;
  }

  #store(subject: string, before: SubjectRecord, after: SubjectRecord): void {
    this.#dirty.set(subject, after);
    if (before.timers === after.timers) return;
    for (const timer of Object.keys(before.timers)) {
      if (!Object.hasOwn(after.timers, timer)) this.#setTimer(subject, timer, null);
    }
    for (const [timer, { dueMs }] of Object.entries(after.timers)) {
      const same = Object.hasOwn(before.timers, timer) && before.timers[timer]?.dueMs === dueMs;
      if (!same) this.#setTimer(subject, timer, dueMs);
    }
  }

  #setTimer(subject: string, timer: string, dueMs: number | null): void {
    this.#timers.set(`${subject}\n${timer}`, { subject, timer, dueMs });
    if (dueMs === null) this.#bench.timers.delete({ subject, timer });
    else this.#bench.timers.set({ subject, timer, dueMs });
  }

  #saw(identity: Identity, offset: number): void {
    this.#seenNow.add(identity.key);
    this.#seen.push({ identity, offset });
  }

  #giveUp(aside: SetAside): void {
    this.#setAside.push(aside);
  }
}

function withoutTimer(record: SubjectRecord, timer: string): SubjectRecord {
  const timers = Object.fromEntries(Object.entries(record.timers).filter(([id]) => id !== timer));
  return { ...record, timers };
}
