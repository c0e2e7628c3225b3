import type { Severity } from '../../workflow/index.ts';

/** What a case may wait for by itself: a promise that runs out, the end of its hold-down, the end of a snooze. */
export type CaseMoment = 'acknowledge' | 'resolve' | 'clear' | 'wake';

/**
 * `waiting`: a person has put it off until a moment; `suppressed`: it is kept out of the inbox until then. Both are open.
 */
export type ExceptionState =
  | 'new'
  | 'acknowledged'
  | 'in-progress'
  | 'waiting'
  | 'suppressed'
  | 'reopened'
  | 'resolved'
  | 'auto-cleared';

/** A promise about a case: how soon it is taken up, how soon it is closed. */
export type Promised = 'acknowledge' | 'resolve';

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
  /** What is at stake, in a text; empty where the step says nothing of it. */
  readonly impact: string;
  /** The reference (`<subject>/<type>` or `<subject>/<type>/<key>`) of the case that this one belongs to. */
  readonly parent: string | null;
  readonly priority: Priority;
  /** By when it is to be taken up and closed. */
  readonly due: { readonly acknowledge: string | null; readonly resolve: string | null };
  /** The promises that were broken since it was opened or reopened. */
  readonly breached: readonly Promised[];
  /** When it clears unless its clearing condition ends before, and by whose word; null while that does not hold. */
  readonly clearing: { readonly at: string; readonly event: string } | null;
  /** The end of `waiting` or `suppressed`. */
  readonly until: string | null;
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
  readonly closing: Closing | null;
}

/** Why a case closed: a person's choice, evidence that it was never so, or its clearing condition. */
export interface Closing {
  readonly cause: 'resolved' | 'retracted' | 'cleared';
  readonly choice?: string;
  readonly reason?: string;
  readonly note?: string;
  readonly actor?: string;
  readonly evidence?: string;
  readonly responsibleParty?: string;
  readonly actionTaken?: string;
  readonly resolution?: string;
  readonly rootCause?: string;
  /** Whether the case was worth somebody's time. */
  readonly feedback?: 'acted' | 'no-action-needed';
}

/**
 * How urgent a case is: ten times the product of its inputs, rounded. `severity` is 1, 2, 4 or 8; `sla` 1, 1.25 once it
 * was taken up too late, 1.5 once it was closed too late; `impact` 1, and 0.1 more for every digit of an amount (at most 1.6).
 */
export interface Priority {
  readonly score: number;
  readonly severity: number;
  readonly sla: number;
  readonly impact: number;
}

export interface Evidence {
  readonly label: string;
  readonly value: string;
  readonly expected?: string;
  /** Id of the event that says so. */
  readonly event?: string;
}
