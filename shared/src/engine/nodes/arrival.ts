import type { Promised, Token, TraceStep, Undo } from '../types.ts';

/** What a node answers when a token comes to it, or when something that its token waited for comes. */
export interface Arrival {
  readonly did: TraceStep['did'];
  /** Ports by which tokens leave at once. */
  readonly leaves?: readonly string[];
  /** The token that stays, and when its time is up. One that waited and is to wait on says so again. */
  readonly stays?: { readonly waits: Token['waits']; readonly dueMs?: number };
  /** What later steps see as `nodes.<id>`. */
  readonly output?: unknown;
  /** What takes back what was done here, should the run be retracted. */
  readonly undo?: readonly Undo[];
  /** The label of an end. */
  readonly outcome?: string;
  readonly told?: Pick<TraceStep, 'text' | 'values' | 'condition'>;
}

/** What may wake a token that waits. */
export type Signal =
  | { readonly kind: 'event' }
  | { readonly kind: 'timer' }
  | { readonly kind: 'done'; readonly action: string; readonly output: unknown }
  | { readonly kind: 'failed'; readonly action: string; readonly code: string; readonly detail: string }
  | { readonly kind: 'closed'; readonly exception: string; readonly port: string }
  | { readonly kind: 'breached'; readonly exception: string; readonly promised: Promised };

/** What tokens at a case hear of it. */
export type CaseSignal = Extract<Signal, { readonly exception: string }>;
