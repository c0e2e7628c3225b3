import {
  type ActionRequest,
  audienceOf,
  type Decision,
  type DueTimer,
  emptyRecord,
  type Input,
  isBroadcast,
  isNobodys,
  isPassing,
  isShown,
  type LiveSet,
  type Once,
  type Program,
  Projection,
  type SubjectRecord,
  step,
  TimerQueue,
  type TraceStep,
} from '../engine/index.ts';
import { type CanonicalEvent, eventKey, type Heading, subjectKind } from '../event/index.ts';
import { LIMITS } from '../limits/index.ts';
import { instantFromMs } from '../time/index.ts';
import { answeredBy, type Clock, type HistoryRecord } from './history.ts';
import { NOTHING, type SubjectOutcome, withDecision } from './outcome.ts';

/** What a system would have answered to an action that the history has no answer to; undefined where none comes. */
export type SimulateAnswer = (node: string, operation: string) => SimulatedAnswer | undefined;
export type SimulatedAnswer =
  | { readonly afterMs: number; readonly output: unknown }
  | { readonly afterMs: number; readonly code: string };

/** How a version is played. */
export interface SideOptions {
  readonly environment: string;
  /** Workflows that live beside, which the history has no words of. */
  readonly beside?: readonly Program[];
  readonly simulate: SimulateAnswer;
  readonly clock: Clock;
  /** Actions that the history answers by itself. */
  readonly answered: ReadonlySet<string>;
  /** What is worked out once for all versions that look at an event. */
  readonly once: Once;
  /** Subjects of which no version remembers anything, as far as that is known. */
  readonly quiet: Set<string>;
  /** Whose steps are kept. */
  readonly traced: ReadonlySet<string>;
  /** Fields of subjects that are looked at beside what is decided; without it, all is known of every subject. */
  readonly shown?: readonly string[];
  /** Hears of every decision, for whoever compares them with others. */
  readonly onDecision?: (subject: string, decision: Decision, atMs: number) => void;
}

/** A step of a subject's trace, and when it was. */
export interface TracedStep extends TraceStep {
  readonly atMs: number;
}

/** A case that was opened in the time that counts. */
export interface Opened {
  readonly subject: string;
  readonly atMs: number;
}

/** Which event of the history it is, and whether what happens at it counts. */
export interface Place {
  readonly number: number;
  readonly counts: boolean;
}

const NOBODY: readonly string[] = [];

interface Pending {
  readonly atMs: number;
  readonly event: CanonicalEvent;
}

/**
 * One version of a workflow over a history, on the engine that production runs: a record per subject, one clock, timers
 * first, an event once. What it emits goes to whom it is about at once; what a system would answer comes when it would.
 */
export class Side {
  readonly outcomes = new Map<string, SubjectOutcome>();
  readonly traces = new Map<string, TracedStep[]>();
  /** How often a token came to a node, and how often one left by a port (`<node>.<port>`). */
  readonly nodes = new Map<string, number>();
  readonly ports = new Map<string, number>();
  /** How often a node asked for an action that nobody answered. */
  readonly unanswered = new Map<string, number>();
  readonly opened: Opened[] = [];
  failures = 0;
  readonly #program: Program;
  readonly #options: SideOptions;
  readonly #live: LiveSet;
  readonly #projection: Projection | undefined;
  readonly #records = new Map<string, SubjectRecord>();
  /** By partition; one for all where timers fire as they are due. */
  readonly #timers = new Map<number, TimerQueue>();
  readonly #partitions = new Map<string, number>();
  readonly #seen = new Set<string>();
  readonly #answers: Pending[] = [];
  readonly #asked = new Set<string>();
  #offset = 0;
  #nowMs = Number.NEGATIVE_INFINITY;
  #counting = true;

  constructor(program: Program, options: SideOptions) {
    const programs = [program, ...(options.beside ?? [])];
    this.#program = program;
    this.#options = options;
    this.#live = {
      id: 'backtest',
      environment: options.environment,
      live: programs.map((each) => ({ program: each, paused: false })),
      pinned: (id, version) => programs.find((each) => each.id === id && each.version === version),
    };
    this.#projection = options.shown && new Projection(this.#live, options.shown);
  }

  get subjects(): number {
    return this.#records.size;
  }

  /** The fields of subjects that it or anybody beside it asks for; undefined where that may be all. */
  get reads(): ReadonlySet<string> | undefined {
    return this.#projection?.reads;
  }

  recordOf(subject: string): SubjectRecord | undefined {
    return this.#records.get(subject);
  }

  /** Whether it remembers nothing of a subject but what happened to it. */
  forgets(subject: string): boolean {
    const record = this.#records.get(subject);
    return record !== undefined && isNobodys(record);
  }

  /** Begins with a record that another side has as well, so that what folds alike is folded once. */
  begin(subject: string, record: SubjectRecord): void {
    if (!this.#records.has(subject)) this.#records.set(subject, record);
  }

  /** The clock comes to a record of the history; what is from before the time that counts only makes known what was known. */
  reach({ atMs, partition = 0 }: HistoryRecord, { number, counts }: Place): void {
    if (this.#options.clock === 'log') this.#tick(partition, atMs);
    else this.advance(atMs);
    this.#counting = counts;
    this.#offset = 2 * number;
  }

  /** Whether all that is decided is the same without the event to which the clock has come. */
  overlooks(event: Heading): boolean {
    const record = this.#projection && this.#records.get(event.subject);
    return record !== undefined && this.#projection?.leavesOut(record, event, this.#nowMs) === true;
  }

  /** Whether nothing but the heading of an event of a type is needed to know that it may be overlooked. */
  leaves(type: string): boolean {
    return this.#projection?.leaves(type) === true;
  }

  /** The event to which the clock has come. */
  take(event: CanonicalEvent, partition = 0): void {
    if (this.#options.clock === 'log') this.#partitions.set(event.subject, partition);
    const action = answeredBy(event);
    // An answer to what this version never asked for.
    if (action !== undefined && !this.#asked.delete(action)) return;
    const emitted = this.#event(event);
    // What is emitted stands right behind it.
    this.#offset += 1;
    this.#deliver(emitted);
  }

  /** The clock of a partition moves on: what is due there fires now, as the log has it. */
  #tick(partition: number, atMs: number): void {
    this.#answer(atMs);
    this.#nowMs = Math.max(this.#nowMs, atMs);
    const timers = this.#timers.get(partition);
    for (let timer = timers?.take(this.#nowMs); timer; timer = timers?.take(this.#nowMs)) this.#fire(timer);
  }

  #answer(toMs: number): void {
    for (let [answer] = this.#answers; answer && answer.atMs <= toMs; [answer] = this.#answers) {
      this.#answers.shift();
      this.#nowMs = Math.max(this.#nowMs, answer.atMs);
      this.#deliver([answer.event]);
    }
  }

  #fire({ subject, timer }: DueTimer): void {
    this.#deliver(this.#apply(subject, { kind: 'timer', timerId: timer, nowMs: this.#nowMs }));
  }

  /** Lets time pass: timers and simulated answers, each at its own moment. */
  advance(toMs: number): void {
    for (;;) {
      const next = this.#nextTimers();
      const dueMs = next?.nextDueMs() ?? Number.POSITIVE_INFINITY;
      const answerMs = this.#answers[0]?.atMs ?? Number.POSITIVE_INFINITY;
      if (Math.min(dueMs, answerMs) > toMs) break;
      if (answerMs < dueMs) {
        this.#answer(answerMs);
        continue;
      }
      this.#nowMs = Math.max(this.#nowMs, dueMs);
      const timer = next?.take(this.#nowMs);
      if (timer) this.#fire(timer);
    }
    this.#nowMs = Math.max(this.#nowMs, toMs);
  }

  /** The queue whose first timer is due first. */
  #nextTimers(): TimerQueue | undefined {
    let first: TimerQueue | undefined;
    for (const queue of this.#timers.values())
      if ((queue.nextDueMs() ?? Number.POSITIVE_INFINITY) < (first?.nextDueMs() ?? Number.POSITIVE_INFINITY))
        first = queue;
    return first;
  }

  #timersOf(subject: string): TimerQueue {
    const partition = this.#partitions.get(subject) ?? 0;
    const known = this.#timers.get(partition);
    if (known) return known;
    const queue = new TimerQueue([], null);
    this.#timers.set(partition, queue);
    return queue;
  }

  /** What was made on the way, one after the other, each once, and all that it brings about. */
  #deliver(events: readonly CanonicalEvent[]): void {
    const queue = [...events];
    for (let event = queue.shift(); event; event = queue.shift()) {
      const key = eventKey(event.source, event.id);
      if ((event.hop ?? 0) > LIMITS.hops || this.#seen.has(key)) continue;
      this.#seen.add(key);
      queue.push(...this.#event(event));
    }
  }

  #event(event: CanonicalEvent): readonly CanonicalEvent[] {
    const emitted = this.#apply(event.subject, this.#inputOf(event));
    return isBroadcast(event) ? [...emitted, ...this.#broadcast(event)] : emitted;
  }

  #inputOf(event: CanonicalEvent) {
    return { kind: 'event', event, offset: this.#offset, nowMs: this.#nowMs } as const;
  }

  #broadcast(event: CanonicalEvent): readonly CanonicalEvent[] {
    const kinds = audienceOf(this.#live, event);
    if (kinds.size === 0) return [];
    const emitted: CanonicalEvent[] = [];
    for (const subject of [...this.#records.keys()].sort()) {
      const record = this.#records.get(subject);
      if (record && kinds.has(subjectKind(subject)) && isShown(record))
        emitted.push(...this.#apply(subject, { kind: 'broadcast', event, nowMs: this.#nowMs }));
    }
    return emitted;
  }

  /** One step; answers what it emits. */
  #apply(subject: string, input: Input): readonly CanonicalEvent[] {
    const before = this.#records.get(subject) ?? emptyRecord(subject);
    const { record, decisions } = step(this.#live, before, input, this.#options.once);
    this.#records.set(subject, record);
    if (!isNobodys(record)) this.#options.quiet.delete(subject);
    if (record.timers !== before.timers) this.#setTimers(subject, before, record);
    const emitted: CanonicalEvent[] = [];
    for (const decision of decisions) {
      let silent = NOBODY;
      for (const effect of decision.effects) {
        if (effect.kind === 'emit') emitted.push(effect.event);
        else if (effect.kind === 'action' && !this.#ask(effect.action)) silent = [...silent, effect.action.node];
      }
      if (decision.workflow === this.#program.id) this.#tell(subject, decision, silent);
    }
    return emitted;
  }

  #setTimers(subject: string, before: SubjectRecord, after: SubjectRecord): void {
    const queue = this.#timersOf(subject);
    for (const timer in before.timers) if (!after.timers[timer]) queue.delete({ subject, timer });
    for (const timer in after.timers) {
      const dueMs = after.timers[timer]?.dueMs;
      if (dueMs !== undefined && before.timers[timer]?.dueMs !== dueMs) queue.set({ subject, timer, dueMs });
    }
  }

  /** Whether anybody answers it. */
  #ask({ id, node, operation, subject }: ActionRequest): boolean {
    if (this.#options.answered.has(id)) {
      this.#asked.add(id);
      return true;
    }
    const answer = this.#options.simulate(node, operation);
    if (!answer) return false;
    const atMs = this.#nowMs + answer.afterMs;
    const done = 'output' in answer;
    const event: CanonicalEvent = {
      id: `${id}/simulated`,
      source: 'slipway',
      type: done ? 'action.done' : 'action.failed',
      subject,
      time: instantFromMs(atMs),
      data: done ? { action: id, output: answer.output } : { action: id, code: answer.code, detail: 'simulated' },
    };
    const at = this.#answers.findLastIndex((each) => each.atMs <= atMs);
    this.#answers.splice(at + 1, 0, { atMs, event });
    return true;
  }

  /** `silent` are the nodes whose actions nobody answers. */
  #tell(subject: string, decision: Decision, silent: readonly string[]): void {
    this.#options.onDecision?.(subject, decision, this.#nowMs);
    if (decision.failure) this.failures += 1;
    if (!this.#counting) return;
    const known = this.outcomes.get(subject) ?? NOTHING;
    const outcome = withDecision(known, decision, this.#nowMs, silent.length);
    this.outcomes.set(subject, outcome);
    for (let more = known.cases.length; more < outcome.cases.length; more += 1)
      this.opened.push({ subject, atMs: this.#nowMs });
    for (const node of silent) this.unanswered.set(node, (this.unanswered.get(node) ?? 0) + 1);
    for (const step of decision.trace) {
      const { node, ports } = step;
      if (isPassing(step)) this.nodes.set(node, (this.nodes.get(node) ?? 0) + 1);
      for (const port of ports) this.ports.set(`${node}.${port}`, (this.ports.get(`${node}.${port}`) ?? 0) + 1);
    }
    if (!this.#options.traced.has(subject)) return;
    const trace = this.traces.get(subject) ?? [];
    if (trace.length === 0) this.traces.set(subject, trace);
    trace.push(...decision.trace.map((did) => ({ ...did, atMs: this.#nowMs })));
  }
}
