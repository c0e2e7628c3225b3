import type { Effect, TraceStep } from '@slipway/shared/engine';
import type { Classifier, TimeQuality } from '@slipway/shared/event';

/*
 * The JSON documents that rows carry as canonical text. Whoever writes such a column and whoever reads it use these.
 */

/** `timeline.entry`: one line of a subject's story. The row's `at_ms` says when it became known here. */
export interface TimelineDocument {
  readonly kind: 'event' | 'decision' | 'exception' | 'action' | 'person';
  readonly title: string;
  readonly detail: string;
  /** When it happened: a canonical instant, how exact it is, and the local offset if one was given. */
  readonly occurredAt: string;
  readonly quality?: TimeQuality;
  readonly localOffset?: string;
  readonly classifier?: Classifier;
  readonly source?: string;
  readonly event?: string;
  readonly late?: boolean;
}

/** `decisions.decision`: what one workflow decided about one input. */
export interface DecisionDocument {
  readonly workflow: string;
  readonly version: string;
  readonly trace: readonly TraceStep[];
  readonly effects: readonly Effect[];
  readonly failure?: { readonly code: string; readonly detail: string };
}

/**
 * `decisions.input` in words that can be told apart: `event <type> <source> <id>`, `broadcast <type> <source> <id>`,
 * `timer <id>` or `activated`.
 * Types and sources hold no space.
 */
export type DecisionInputName =
  | `event ${string} ${string} ${string}`
  | `broadcast ${string} ${string} ${string}`
  | `timer ${string}`
  | 'activated';

/** `actions.outcome`: what the target answered to the attempt that succeeded. */
export interface OutcomeDocument {
  readonly output: unknown;
}

/** `caught.request` and `caught.answer` of a call and of a mail. */
export interface CaughtCall {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}
export interface CaughtCallAnswer {
  readonly status: number;
  readonly body: unknown;
}
export interface CaughtMail {
  readonly to: readonly string[];
  readonly from: string | null;
  readonly subject: string;
  readonly text: string;
}
export interface CaughtMailAnswer {
  readonly ok: boolean;
  readonly text: string;
}

/** `subjects.search`: the ids of a subject (canonical, own references, links) in lower case, each behind a line feed. */
export function searchText(ids: readonly string[]): string {
  return [...new Set(ids)].map((id) => `\n${id.toLowerCase()}`).join('');
}
