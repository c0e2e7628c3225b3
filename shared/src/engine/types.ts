import type { ConditionTrace } from '../condition/index.ts';
import type { CanonicalEvent, SubjectState } from '../event/index.ts';
import type { Workflow } from '../workflow/index.ts';
import type { CaseMoment, ExceptionRecord } from './case/types.ts';
import type { Program } from './program.ts';

export type {
  CaseMoment,
  Closing,
  Evidence,
  ExceptionRecord,
  ExceptionState,
  Priority,
  Promised,
} from './case/types.ts';

/**
 * One input of the engine. Every one arrives through the partition of its subject, one at a time.
 *
 * `nowMs` is the partition's clock: nothing here reads another one. `offset` orders events of equal time.
 */
export type Input =
  | { readonly kind: 'event'; readonly event: CanonicalEvent; readonly offset: number; readonly nowMs: number }
  /** An event of another subject that concerns many: a storm, a source that fell silent. It is looked at, not folded. */
  | { readonly kind: 'broadcast'; readonly event: CanonicalEvent; readonly nowMs: number }
  | { readonly kind: 'timer'; readonly timerId: string; readonly nowMs: number }
  | { readonly kind: 'activated'; readonly nowMs: number };

/** A released version together with what the environment binds to it. */
export interface LiveVersion {
  readonly program: Program;
  readonly paused: boolean;
}

/** What an environment runs: the released versions, and every older one that an open run is still pinned to. */
export interface LiveSet {
  readonly id: string;
  readonly environment: string;
  readonly live: readonly LiveVersion[];
  /** Finds a compiled version that is not live any more; undefined when it is unknown here. */
  readonly pinned: (workflow: string, version: string) => Program | undefined;
}

/** Everything the engine keeps about one subject; JSON all through. */
export interface SubjectRecord {
  readonly subject: SubjectState;
  /** By workflow id. */
  readonly workflows: Readonly<Record<string, WorkflowState>>;
  /** Exceptions of this subject that are open, and those that evidence cleared (later evidence may reopen them), by id. */
  readonly exceptions: Readonly<Record<string, ExceptionRecord>>;
  /** Every timer that is set, by id. */
  readonly timers: Readonly<Record<string, Timer>>;
}

/** `target` says whom it wakes: a sense node's state for a key, a token of a run, or a case (whether a token waits there or not). */
export interface Timer {
  readonly dueMs: number;
  readonly workflow: string;
  readonly target:
    | { readonly node: string; readonly key: string }
    | { readonly run: string; readonly token: number }
    | { readonly exception: string; readonly what: CaseMoment };
}

export interface WorkflowState {
  /** State of the sense nodes: node id, then key (`''` without `per`). */
  readonly senses: Readonly<Record<string, Readonly<Record<string, SenseState>>>>;
  /** Meaning of each sense node when its state was made: a new version carries over what means the same. */
  readonly meanings: Readonly<Record<string, string>>;
  /** Open runs, and ended ones whose exceptions are still open or whose firing can still be disproved. */
  readonly runs: readonly RunState[];
  /** Clock of the last run's beginning: what `cooldown` counts from. */
  readonly lastBegunMs?: number;
  /** The last turn failed and was thrown away: the next input has all of it to do. */
  readonly failed?: true;
}

/** State of one sense node for one key; each kind reads only its own. */
export type SenseState =
  | {
      readonly kind: 'trigger';
      readonly high: boolean;
      readonly pending?: boolean;
      readonly warmFrom?: string;
      /** The opening of a rise whose own event was taken back while others still hold it up. */
      readonly bare?: string;
      /** Where the condition is over the event: the newest events that say what it is, and what it was before. */
      readonly by?: readonly string[];
      readonly was?: readonly string[];
    }
  | HoldState
  | WindowState
  | MissingState
  /** `seenMs` is the clock of the last input other than the node's own timer, to the day: what nobody tells of is not woken for ever. */
  | { readonly kind: 'schedule'; readonly dueMs: number; readonly seenMs: number }
  | {
      readonly kind: 'deadline';
      /** What began it, where something has to. */
      readonly start?: { readonly at: string; readonly event: string };
      readonly due?: string;
      /** Set once missed: the due it was missed for, and the opening it made. */
      readonly missed?: { readonly due: string; readonly opening: string };
      /** A miss inside the cooldown: fired at its end if it still holds. */
      readonly pending?: boolean;
      readonly met?: { readonly at: string; readonly event: string };
    };

/** What a sense node keeps of one event, in little room: when, the event's mark, what it says, its rank among equal times. */
export type Sample<Value> = readonly [atMs: number, mark: string, value: Value, rank?: string];

/**
 * A stretch of time in which a sense node was true, `toMs` absent while it is. `opening` is the firing that says so: ''
 * where it was true before the version went live, absent while the cooldown holds it back.
 */
export interface Spell {
  readonly fromMs: number;
  readonly toMs?: number;
  readonly opening?: string;
  /** Firings of the same stretch that had closed before it was seen that it went on. */
  readonly earlier?: readonly string[];
}

/** `recent` are samples in the order of their `time`, so that late evidence finds its place; `before` is all before them. */
export interface HoldState {
  readonly kind: 'hold';
  readonly before: HoldStretch;
  /** 1: `while` holds; -1: it has ended; 0: neither, it stays as it was. */
  readonly recent: readonly Sample<1 | 0 | -1>[];
  /** Where all of them lead, so that a sample that comes in order needs no look at the others. */
  readonly after?: HoldStretch;
  readonly spells: readonly Spell[];
  /** Since when the subject is out of the phase; should that prove wrong, what was known goes on. */
  readonly leftMs?: number;
}

/** Where a condition stands after some samples: since when it holds without a break, and from when on that was enough. */
export interface HoldStretch {
  readonly lastMs?: number;
  readonly warmFromMs?: number;
  readonly sinceMs?: number;
  readonly heldMs?: number;
  readonly samples: number;
}

/** `before` is what the samples before `recent` came to; a sliding window needs nothing of them but how far they reached. */
export interface WindowState {
  readonly kind: 'window';
  readonly before: WindowTotal;
  readonly recent: readonly Sample<unknown>[];
  /** What all of them come to in a window that grows, so that a sample in order needs no look at the others. */
  readonly after?: WindowTotal;
  readonly spells: readonly Spell[];
  /** Up to when a sliding window has been looked at. */
  readonly checkedMs?: number;
  readonly leftMs?: number;
}

/** A window that grows: its bounds, what it holds so far, and what it came to when it passed its threshold. */
export interface WindowTotal {
  readonly lastMs?: number;
  readonly warmFromMs?: number;
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly total?: unknown;
  readonly samples: number;
  readonly over?: WindowValue;
}

/** What a window came to at a moment. */
export interface WindowValue {
  readonly atMs: number;
  readonly fromMs: number;
  readonly value: number | null;
  readonly samples: number;
}

/** What a node that watches for silence knows: what came last, since when it is asked for, and what silence it told of. */
export interface MissingState {
  readonly kind: 'missing';
  /** Since when the phase and the condition hold; absent while they do not. */
  readonly since?: string;
  /** The newest events that count, in the order of their `time`. */
  readonly heard: readonly (readonly [time: string, event: string])[];
  /** The source of the newest of them; while it is silent as a whole nothing is missing of one subject. */
  readonly source?: string;
  readonly suspended?: boolean;
  /** When that source was heard again: counting starts again there. */
  readonly again?: string;
  /** The silence that an opening stands for ('' where it was silent before the version went live). */
  readonly silent?: { readonly from: string; readonly opening: string };
  /** The last silence that ended; events that come late may show that it was none. */
  readonly past?: { readonly from: string; readonly to: string; readonly opening: string };
  readonly pending?: boolean;
}

export type RunStatus = 'open' | 'ended' | 'retracted' | 'cancelled' | 'failed';

/** A durable execution about one subject, pinned to the version that it began on. */
export interface RunState {
  readonly id: string;
  readonly workflow: string;
  readonly version: string;
  readonly status: RunStatus;
  readonly outcome?: string;
  readonly beganMs: number;
  /** The opening event, where one opened it. */
  readonly event?: CanonicalEvent;
  /** Every opening that this run stands for; one that evidence disproved stands no more. */
  readonly openings: readonly Opening[];
  /** How many more it stands for that are not remembered one by one: they cannot be disproved any more. */
  readonly moreOpenings?: number;
  /** What nodes put out, by node id. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly tokens: readonly Token[];
  readonly visits: Readonly<Record<string, number>>;
  readonly nextToken: number;
  /** What to take back should the run be retracted, in the order in which it was done. */
  readonly undo?: readonly Undo[];
}

/**
 * What takes back what a run did: an action by its compensation, whose `input` is filled when the action was done and
 * null while its answer is still to come, or an emitted event by its retraction.
 */
export type Undo =
  | {
      readonly node: string;
      readonly action: string;
      readonly input: Readonly<Record<string, unknown>> | null;
    }
  | { readonly node: string; readonly event: string; readonly subject: string };

/** A firing of a sense node: `id` is the hash of what fired it, `output` what it saw (due, lateBy, key …). */
export interface Opening {
  readonly id: string;
  readonly node: string;
  readonly key: string;
  readonly standing: boolean;
  readonly output: Readonly<Record<string, unknown>>;
}

/** A token that waits. */
export interface Token {
  readonly id: number;
  readonly node: string;
  readonly sinceMs: number;
  readonly waits:
    | { readonly for: 'action'; readonly action: string }
    | { readonly for: 'exception'; readonly exception: string }
    | { readonly for: 'event' }
    /**
     * Tokens that have come to a join, by the wires they came by. `spent` are the wires of a round that has fired: what
     * is still to come by the others belongs to that round and goes no further.
     */
    | { readonly for: 'join'; readonly wires: readonly string[]; readonly spent?: readonly string[] };
}

/** What a workflow asks of another system. `id` is stable over replays: hash(environment, workflow, run, node, visit). */
export interface ActionRequest {
  readonly id: string;
  readonly subject: string;
  readonly workflow: string;
  readonly version: string;
  readonly run: string;
  readonly node: string;
  readonly title: string;
  readonly visit: number;
  readonly slot: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly attempts: number;
  readonly firstRetryMs: number;
  readonly mostRetryMs: number;
  /** The action that this one takes back; its answer wakes nobody. */
  readonly compensates?: string;
}

/** What a decision asks the world to record or do; applied in the transaction that commits the decision. */
export type Effect =
  | {
      readonly kind: 'run';
      readonly run: Omit<RunState, 'tokens' | 'visits' | 'nextToken' | 'event' | 'undo'>;
      readonly change: 'began' | 'changed' | 'ended';
    }
  | { readonly kind: 'action'; readonly action: ActionRequest }
  | { readonly kind: 'withdraw'; readonly action: string; readonly reason: string }
  /** A canonical event under another subject: appended to the log through the event outbox. */
  | { readonly kind: 'emit'; readonly event: CanonicalEvent }
  | {
      readonly kind: 'exception';
      readonly exception: ExceptionRecord;
      /** Of these, opened, reopened, raised and breached are worth telling people. */
      readonly change: 'opened' | 'reopened' | 'seen' | 'raised' | 'breached' | 'changed' | 'resolved' | 'cleared';
      /** The person who asked for it; absent where the workflow did it. */
      readonly by?: string;
    }
  /** The answer to a person's request: accepted, or the failure that the API gives. */
  | {
      readonly kind: 'answer';
      readonly request: string;
      readonly failure: 'conflict' | 'not-found' | null;
      readonly detail: string;
    };

/** One step of a decision, in the order in which it happened. */
export interface TraceStep {
  readonly node: string;
  /** The run it belongs to; absent where a sense node fired without beginning one. */
  readonly run?: string;
  readonly did:
    | 'fired'
    | 'counted'
    | 'closed'
    | 'entered'
    | 'breached'
    | 'cleared'
    | 'reopened'
    | 'waits'
    | 'resumed'
    | 'retracted'
    | 'ended'
    | 'cancelled'
    | 'failed';
  /** Ports by which tokens left. */
  readonly ports: readonly string[];
  /** The answer in a few words and the values it rests on. */
  readonly text?: string;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly condition?: ConditionTrace;
}

/** What one workflow decided about one input. */
export interface Decision {
  readonly workflow: string;
  readonly version: string;
  readonly trace: readonly TraceStep[];
  readonly effects: readonly Effect[];
  /** Set when the workflow failed on this input (budget, type): its state is then as before, and says so. */
  readonly failure?: { readonly code: string; readonly detail: string };
}

/** The outcome of one input for one subject. */
export interface StepResult {
  readonly record: SubjectRecord;
  /** The event was older than everything it could tell. */
  readonly late: boolean;
  /** Whether anything of the record changed and must be stored. */
  readonly dirty: boolean;
  /** One per workflow that moved a token, changed an exception or failed. */
  readonly decisions: readonly Decision[];
}

/** What a caller may ask a program about a subject without changing anything: *why did it not fire?* */
export interface WhyNot {
  readonly workflow: Workflow;
  readonly version: string;
  readonly fired: boolean;
  readonly answer: string;
  readonly nodes: Readonly<
    Record<
      string,
      { readonly reached: boolean; readonly text: string; readonly condition?: ConditionTrace; readonly due?: string }
    >
  >;
  /** Edges of the path that was taken, as `from>to`. */
  readonly lit: readonly string[];
}
