import type { z } from 'zod';
import type { Operation } from './operation.ts';
import type { Source } from './source.ts';
import type { GuardedFetch, SendMail } from './transports.ts';

/** A system that Slipway can read from or act through. A value, not a class: everything about it can be listed. */
export interface Connector<C = unknown> {
  /** Stable name, stored in workflows: `http`, `acme-wms`. */
  readonly id: string;
  /** Semantic version; a release locks it. */
  readonly version: string;
  readonly title: string;
  readonly description: string;
  readonly connection: {
    /** The configured instance. Secrets in it are made with `secret()`; forms, masking and redaction follow. */
    readonly schema: z.ZodType<C>;
    /**
     * Where the secrets of a connection go: protocol, host and port. Stored secrets are bound to it and do not open for
     * another. It reads nothing that is secret: those places are null when it is asked.
     */
    target?(connection: C): string;
    /** Asks the target, without changing anything there, whether this connection works. */
    test(context: ConnectionTest<C>): Promise<ConnectionAnswer>;
  };
  readonly operations: Readonly<Record<string, Operation<C>>>;
  readonly sources: Readonly<Record<string, Source>>;
}

/** What a connection test may use. */
export interface ConnectionTest<C> {
  readonly connection: C;
  readonly fetch: GuardedFetch;
  readonly sendMail: SendMail;
  readonly signal: AbortSignal;
}

/** What a connection test found. A thrown `Failure` means the same as `ok: false`. */
export type ConnectionAnswer =
  | { readonly ok: true; readonly detail?: string }
  | { readonly ok: false; readonly detail: string };

/** Checks nothing and changes nothing: it exists so that the types of connection, input and output are inferred. */
export function defineConnector<C>(
  definition: Omit<Connector<C>, 'operations' | 'sources'> & {
    readonly operations?: Readonly<Record<string, Operation<NoInfer<C>>>>;
    readonly sources?: Readonly<Record<string, Source>>;
  },
): Connector<C> {
  return { ...definition, operations: definition.operations ?? {}, sources: definition.sources ?? {} };
}
