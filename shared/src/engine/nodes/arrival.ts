import type { Token, TraceStep } from '../types.ts';

/** What a node answers when a token comes to it, or when something that its token waited for comes. */
export interface Arrival {
  readonly did: TraceStep['did'];
  /** Ports by which tokens leave at once. */
  readonly leaves?: readonly string[];
  /** The token that stays, and when its time is up. */
  readonly stays?: { readonly waits: Token['waits']; readonly dueMs?: number };
  /** What later steps see as `nodes.<id>`. */
  readonly output?: unknown;
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
  | { readonly kind: 'closed'; readonly exception: string; readonly port: string };
