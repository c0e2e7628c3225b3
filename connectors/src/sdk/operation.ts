import type { FailureCode } from '@slipway/shared/failure';
import type { z } from 'zod';
import type { GuardedFetch, SendMail } from './transports.ts';

/**
 * How a target is kept from acting twice when an action is delivered again under the same key.
 *
 * - `key-header`: the target drops a second request with the same key.
 * - `natural-key`: the request itself names what it makes, so a second one changes nothing.
 * - `lookup-first`: the operation looks for the result of an earlier attempt before it acts.
 * - `none`: a second delivery acts twice; the canvas says so.
 */
export const idempotencies = ['key-header', 'natural-key', 'lookup-first', 'none'] as const;
export type Idempotency = (typeof idempotencies)[number];

/** How one attempt of an action ended. `retry` asks for another attempt, no sooner than `afterMs` if given. */
export type Outcome<O = unknown> =
  | { readonly kind: 'done'; readonly output: O }
  | { readonly kind: 'retry'; readonly code: FailureCode; readonly detail: string; readonly afterMs?: number }
  | { readonly kind: 'failed'; readonly code: FailureCode; readonly detail: string };

/** The attempt succeeded. */
export function done<O>(output: O): Outcome<O> {
  return { kind: 'done', output };
}

/** The attempt failed in a way that a later one may not. */
export function retry(code: FailureCode, detail: string, afterMs?: number): Outcome<never> {
  return afterMs === undefined ? { kind: 'retry', code, detail } : { kind: 'retry', code, detail, afterMs };
}

/** The attempt failed in a way that repeating does not mend. */
export function failed(code: FailureCode, detail: string): Outcome<never> {
  return { kind: 'failed', code, detail };
}

/** A log line about this attempt; every text in it is redacted. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields?: Readonly<Record<string, unknown>>,
) => void;

/** All that an operation may use. It opens no socket of its own. */
export interface OperationContext<C, I> {
  readonly connection: C;
  readonly input: I;
  /** The same for every attempt of one action; what the target must see to act once. */
  readonly idempotencyKey: string;
  readonly actionId: string;
  readonly fetch: GuardedFetch;
  readonly sendMail: SendMail;
  /** Aborted at the operation's timeout, or when the attempt is called off. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** One thing a connector can do: what it takes, what it gives, how it acts and how it pretends to. */
export interface Operation<C = unknown, I = unknown, O = unknown> {
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O>;
  readonly idempotency: Idempotency;
  readonly timeoutMs: number;
  run(context: OperationContext<C, I>): Promise<Outcome<O>>;
  /** What a try-out or backtest answers in its place. Pure: same input, same output, nothing asked. */
  simulate(context: { readonly input: I }): O;
}

/** Infers the types of an operation from its schemas; `connection` is the connector's own and gives `run` its type. */
export function operation<C, I, O>(
  definition: Operation<C, I, O> & { readonly connection?: z.ZodType<C> },
): Operation<C, I, O> {
  return definition;
}
