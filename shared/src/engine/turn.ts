import type { CanonicalEvent, SubjectState, SubjectView } from '../event/index.ts';
import { LIMITS } from '../limits/index.ts';
import { caseMoments, caseTimerId, timerOf } from './case/timers.ts';
import type { CaseSignal } from './nodes/arrival.ts';
import type { Program } from './program.ts';
import type { Effect, ExceptionRecord, RunState, SenseState, Timer, TraceStep, WorkflowState } from './types.ts';
import { weighed, weightOf } from './weight.ts';

/** The step budget of one input is used up: the workflow has failed on it. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

/** What is the same for every workflow that looks at one input. */
export interface Occasion {
  readonly environment: string;
  readonly subjectId: string;
  readonly nowMs: number;
  /** The same moment as an instant. */
  readonly now: string;
  /** The event, or nothing when a timer or an activation woke us. */
  readonly event?: CanonicalEvent;
  readonly late: boolean;
  /** The event had been taken back before it came: no evidence of anything. */
  readonly retracted?: boolean;
  /** What made this input: the event's id, or the timer's id with its due. Ids of openings hash it. */
  readonly cause: string;
  readonly activated: boolean;
  /** All statements about the subject, the event's included; `subject` is what they come to. */
  readonly known: SubjectState;
  /** The subject after the event, and before it. */
  readonly subject: SubjectView;
  readonly previous: SubjectView | undefined;
  /** What every node of every workflow sees of all this; built once. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * One workflow's turn at one input: a draft of its state that node handlers change, and what came of it. The draft
 * holds immutable values and swaps them, so throwing it away is all that a failed turn needs.
 */
export class Turn {
  readonly occasion: Occasion;
  /** The version that senses; undefined where the workflow is live no more and only its open runs go on. */
  readonly program: Program | undefined;
  readonly paused: boolean;
  /** What the workflow remembered before. */
  readonly state: WorkflowState | undefined;
  readonly trace: TraceStep[] = [];
  readonly effects: Effect[] = [];
  /** What became of cases in this turn: told to every token that waits at them, also in other workflows. */
  readonly signals: CaseSignal[] = [];
  readonly now: string;
  senses: Readonly<Record<string, Readonly<Record<string, SenseState>>>>;
  runs: readonly RunState[];
  lastBegunMs: number | undefined;
  /** The sense node whose token is on its way: what it says is so already, though its state is written behind it. */
  telling: { readonly node: string; readonly key: string; readonly active: boolean } | undefined;
  /** The facts that were made last for a sense, for the next one that sees the same. */
  seen: { readonly program: Program; readonly key: string | undefined; readonly facts: Occasion['facts'] } | undefined;
  exceptions: Readonly<Record<string, ExceptionRecord>>;
  timers: Readonly<Record<string, Timer>>;
  readonly workflow: string;
  #programOf: (version: string) => Program | undefined;
  #steps = 0;
  #senseBytes = 0;
  #ownTimers: Record<string, Timer> | undefined;
  readonly #owned = new Map<string, Record<string, SenseState>>();

  constructor(options: {
    workflow: string;
    occasion: Occasion;
    program: Program | undefined;
    paused: boolean;
    programOf: (version: string) => Program | undefined;
    state: WorkflowState | undefined;
    exceptions: Readonly<Record<string, ExceptionRecord>>;
    timers: Readonly<Record<string, Timer>>;
  }) {
    this.workflow = options.workflow;
    this.occasion = options.occasion;
    this.program = options.program;
    this.paused = options.paused;
    this.#programOf = options.programOf;
    this.state = options.state;
    this.senses = options.state?.senses ?? {};
    this.runs = options.state?.runs ?? [];
    this.lastBegunMs = options.state?.lastBegunMs;
    this.exceptions = options.exceptions;
    this.timers = options.timers;
    this.now = options.occasion.now;
  }

  /**
   * By how much the workflow's sense states and runs have grown; less than zero where they have shrunk. A run changes
   * with each of its steps, and is weighed as it has come to be.
   */
  get grownBytes(): number {
    const before = this.state?.runs ?? [];
    let bytes = this.#senseBytes;
    if (this.runs === before) return bytes;
    for (const run of this.runs) if (!before.includes(run)) bytes += weightOf(run);
    for (const run of before) if (!this.runs.includes(run)) bytes -= weightOf(run);
    return bytes;
  }

  /** Counts a step against the budget of the input. */
  spend(): void {
    this.#steps += 1;
    if (this.#steps > LIMITS.stepsPerInput) throw new BudgetSpent(`more than ${LIMITS.stepsPerInput} steps`);
  }

  /** The program that a run or a case is pinned to; undefined when that version is unknown here. */
  programOf({ version }: { readonly version: string }): Program | undefined {
    return this.program?.version === version ? this.program : this.#programOf(version);
  }

  sense(node: string, key: string): SenseState | undefined {
    const states = Object.hasOwn(this.senses, node) ? this.senses[node] : undefined;
    return states && Object.hasOwn(states, key) ? states[key] : undefined;
  }

  /** Keeps a node's state for a key; one that holds many samples says itself that it is `changed`. */
  setSense(node: string, key: string, state: SenseState | undefined, changed = false): void {
    // Equal state stays the same object, so that an input that changes nothing is seen to change nothing.
    const before = this.sense(node, key);
    if (!changed) {
      const [was, is] = [before && JSON.stringify(before), state && JSON.stringify(state)];
      if (was === is) return;
      if (state && is) weighed(state, is.length);
    }
    this.#senseBytes += weightOf(state) - weightOf(before);
    const states = this.#ownSenses(node);
    if (state) states[key] = state;
    else delete states[key];
  }

  /** The draft's own copy of a node's states: copied at the first change, since a subject may have hundreds of keys. */
  #ownSenses(node: string): Record<string, SenseState> {
    const owned = this.#owned.get(node);
    if (owned) return owned;
    const copy = { ...this.senses[node] };
    this.#owned.set(node, copy);
    this.senses = { ...this.senses, [node]: copy };
    return copy;
  }

  senseTimerId(node: string, key: string): string {
    return `${this.workflow}/${node}/${key}`;
  }

  /** Sets, moves or clears a timer. */
  setTimer(id: string, timer: Timer | undefined): void {
    const old = Object.hasOwn(this.timers, id) ? this.timers[id] : undefined;
    if (old?.dueMs === timer?.dueMs) return;
    if (timer && !old && Object.keys(this.timers).length >= LIMITS.timersPerSubject)
      throw new BudgetSpent(`more than ${LIMITS.timersPerSubject} timers`);
    this.#ownTimers ??= { ...this.timers };
    this.timers = this.#ownTimers;
    if (timer) this.#ownTimers[id] = timer;
    else delete this.#ownTimers[id];
  }

  run(id: string): RunState | undefined {
    return this.runs.find((run) => run.id === id);
  }

  /** Stores the new state of a run (appended when it is new). */
  putRun(run: RunState): void {
    this.runs = this.runs.some((each) => each.id === run.id)
      ? this.runs.map((each) => (each.id === run.id ? run : each))
      : [...this.runs, run];
  }

  /** Tells the world of a run's beginning, change or end. */
  tellRun(run: RunState, change: 'began' | 'changed' | 'ended'): void {
    const { tokens: _t, visits: _v, nextToken: _n, event: _e, undo: _u, ...told } = run;
    this.effects.push({ kind: 'run', run: told, change });
  }

  putException(exception: ExceptionRecord, change: Extract<Effect, { kind: 'exception' }>['change']): void {
    this.keepException(exception);
    this.effects.push({ kind: 'exception', exception, change });
  }

  /** Changes what is remembered of a case, and its timers, without telling anybody. */
  keepException(exception: ExceptionRecord): void {
    this.exceptions = { ...this.exceptions, [exception.id]: exception };
    for (const what of caseMoments) this.setTimer(caseTimerId(exception.id, what), timerOf(exception, what));
  }
}
