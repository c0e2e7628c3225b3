import type { ConditionTrace } from '../condition/index.ts';
import type { CanonicalEvent, SubjectState } from '../event/index.ts';
import type { Severity, Workflow } from '../workflow/index.ts';
import type { Program } from './program.ts';

/**
 * One input of the engine. Every one arrives through the partition of its subject, one at a time.
 *
 * `nowMs` is the partition's clock: nothing here reads another one. `offset` orders events of equal time.
 */
export type Input =
  | { readonly kind: 'event'; readonly event: CanonicalEvent; readonly offset: number; readonly nowMs: number }
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

/** `target` says whom it wakes: a sense node's state for a key, or a token of a run. */
export interface Timer {
  readonly dueMs: number;
  readonly workflow: string;
  readonly target: { readonly node: string; readonly key: string } | { readonly run: string; readonly token: number };
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
}

/** State of one sense node for one key; each kind reads only its own. */
export type SenseState =
  | { readonly kind: 'trigger'; readonly high: boolean; readonly pending?: boolean }
  | {
      readonly kind: 'deadline';
      readonly due?: string;
      /** Set once missed: the due it was missed for, and the opening it made. */
      readonly missed?: { readonly due: string; readonly opening: string };
      /** A miss inside the cooldown: fired at its end if it still holds. */
      readonly pending?: boolean;
      readonly met?: { readonly at: string; readonly event: string };
    };

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
  /** What nodes put out, by node id. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly tokens: readonly Token[];
  readonly visits: Readonly<Record<string, number>>;
  readonly nextToken: number;
}

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
    | { readonly for: 'event' };
}

export type ExceptionState = 'new' | 'acknowledged' | 'in-progress' | 'reopened' | 'resolved' | 'auto-cleared';

/** The record that a person works on. `revision` rises with every change and guards transitions. */
export interface ExceptionRecord {
  readonly id: string;
  readonly revision: number;
  readonly subject: string;
  readonly type: string;
  readonly key: string;
  readonly severity: Severity;
  readonly state: ExceptionState;
  readonly title: string;
  readonly summary: string;
  readonly assignee: string | null;
  readonly workflow: string;
  readonly version: string;
  readonly node: string;
  /** Runs that met it, the one that opened it first. */
  readonly runs: readonly string[];
  readonly count: number;
  readonly evidence: readonly Evidence[];
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly occurredAt: string;
  readonly detectedAt: string;
  readonly lastSeenAt: string;
  readonly closedAt: string | null;
  /** Why it closed: a person's choice, or the evidence that disproved it. */
  readonly closing: {
    readonly cause: 'resolved' | 'retracted' | 'cleared';
    readonly choice?: string;
    readonly reason?: string;
    readonly note?: string;
    readonly actor?: string;
    readonly evidence?: string;
  } | null;
}

export interface Evidence {
  readonly label: string;
  readonly value: string;
  readonly expected?: string;
  /** Id of the event that says so. */
  readonly event?: string;
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
}

/** What a decision asks the world to record or do; applied in the transaction that commits the decision. */
export type Effect =
  | {
      readonly kind: 'run';
      readonly run: Omit<RunState, 'tokens' | 'visits' | 'nextToken' | 'event'>;
      readonly change: 'began' | 'changed' | 'ended';
    }
  | { readonly kind: 'action'; readonly action: ActionRequest }
  | { readonly kind: 'withdraw'; readonly action: string; readonly reason: string }
  | {
      readonly kind: 'exception';
      readonly exception: ExceptionRecord;
      readonly change: 'opened' | 'reopened' | 'seen' | 'raised' | 'changed' | 'resolved' | 'cleared';
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
  /** Set when the workflow failed on this input (budget, type): its state is then as before. */
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
