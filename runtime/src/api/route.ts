import { Failure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import { z } from 'zod';
import type { AuditedChange } from '../audit/entry.ts';
import { recordAudit } from '../audit/record.ts';
import { type Environment, findEnvironment } from '../stores/environments.ts';
import type { Executor } from '../stores/statement.ts';
import { nobody, type Permission, type Principal } from './principal.ts';
import { type BodyLimits, parseBody, parseParams, parseQuery } from './request-parts.ts';
import type { Services } from './services.ts';

/** A request as the routes see it, whatever serves it. */
export interface RawRequest {
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  /** Who asks; null for whoever shows no credential. */
  readonly principal: Principal | null;
  /** The network address it comes from. */
  readonly address: string;
  /** What its session cookie holds. */
  readonly session: string | null;
  /** The id of the request, under which log and audit have it. */
  readonly id: string;
  readonly signal: AbortSignal;
  header(name: string): string | undefined;
  /** The body, read as a stream and refused with `too-large` beyond so many bytes. */
  bytes(most: number): Promise<Uint8Array>;
}

/** What a handler is given: everything checked, and the environment found. */
export interface RouteRequest<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly environment: Environment;
  readonly principal: Principal;
  readonly address: string;
  readonly session: string | null;
  /** The id of the request, under which log and audit have it. */
  readonly request: string;
  readonly signal: AbortSignal;
  header(name: string): string | undefined;
  bytes(most: number): Promise<Uint8Array>;
  /** Records the change in the audit, in its transaction and as its last statement. */
  audit(transaction: Executor, entry: AuditedChange): Promise<void>;
}

/** A JSON answer, or a whole response where it is no JSON. `session` sets the session cookie; null takes it away. */
export type Answer = { readonly status: number; readonly body: unknown; readonly session?: string | null } | Response;

/** What an answer of one status looks like; `name` is its component in the OpenAPI document. */
export interface AnswerSchema {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly contentType?: string;
}

/** What can be said of a route without running it. */
export interface RouteFacts {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api/v1`, with `{name}` for parameters. */
  readonly path: string;
  /** `none` only for signing in and the first set-up; a test lists them. */
  readonly permission: Permission | 'none';
  /** `path`: the route works inside the environment that its path names. */
  readonly environment: 'path' | 'none';
  readonly summary: string;
  readonly answers: Readonly<Record<number, AnswerSchema>>;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** The JSON body; null where there is none, `raw` where the handler reads the bytes. */
  readonly body: { readonly name: string; readonly schema: z.ZodType; readonly limits?: BodyLimits } | 'raw' | null;
}

export interface Route extends RouteFacts {
  answer(request: RawRequest, services: Services): Promise<Answer>;
}

const nothing = z.strictObject({});
type Nothing = typeof nothing;

/** Environments are named like hosts; anything else is not one of ours. */
const environmentId = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);
const nowhere: Environment = {
  id: '',
  kind: 'live',
  delivers_to: 'outbox',
  partitions: 0,
  live_set: '',
  clock_ms: null,
  actions_held: false,
};

/**
 * The only way to make a route: it cannot be declared without a permission, its relation to environments, and schemas
 * of what comes in and goes out. A foreign environment is answered `not-found`, like one that does not exist.
 */
export function route<
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  B extends z.ZodType = z.ZodNull,
>(
  definition: Omit<RouteFacts, 'params' | 'query' | 'body'> & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: { readonly name: string; readonly schema: B; readonly limits?: BodyLimits } | 'raw';
    readonly handle: (request: RouteRequest<z.infer<P>, z.infer<Q>, z.infer<B>>, services: Services) => Promise<Answer>;
  },
): Route {
  const {
    handle,
    params = nothing as unknown as P,
    query = nothing as unknown as Q,
    body = null,
    ...facts
  } = definition;
  return {
    ...facts,
    params,
    query,
    body,
    async answer(request, services) {
      const { environment: named, ...own } = request.params;
      if (facts.permission !== 'none' && !request.principal) throw new Failure('unauthenticated');
      if (facts.environment === 'path' && !environmentId.safeParse(named).success) throw new Failure('not-found');
      const principal = permitted(facts.permission, request.principal, named ?? null);
      const environment =
        facts.environment === 'path' ? await findEnvironment(services.database.kysely, named ?? '') : nowhere;
      if (!environment) throw new Failure('not-found', `environment ${named}`);
      return handle(
        {
          params: parseParams(params, own),
          query: parseQuery(query, request.url),
          body: (body === null || body === 'raw'
            ? null
            : await parseBody(body.schema, request, body.limits)) as z.infer<B>,
          environment,
          principal,
          address: request.address,
          session: request.session,
          request: request.id,
          signal: request.signal,
          header: request.header,
          bytes: request.bytes,
          audit: (transaction, { environment: elsewhere, ...change }) =>
            recordAudit(
              transaction,
              {
                ...change,
                actor: principal,
                request: request.id,
                environment: elsewhere === undefined ? environment.id || null : elsewhere,
              },
              services.now(),
            ),
        },
        services,
      );
    },
  };
}

/**
 * Whoever may do this. Nobody known is `unauthenticated`; an environment in which nothing is permitted is `not-found`, so
 * that its name cannot be guessed; and what is not permitted inside one's own is `forbidden`.
 */
function permitted(permission: RouteFacts['permission'], principal: Principal | null, environment: string | null) {
  if (permission === 'none') return principal ?? nobody;
  if (!principal) throw new Failure('unauthenticated');
  if (principal.can(permission, environment)) return principal;
  if (environment !== null && !principal.sees(environment))
    throw new Failure('not-found', `environment ${environment}`);
  throw new Failure('forbidden', permission);
}

/** 200 with this body. */
export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** A parameter that names a row: any text, within bounds; what does not exist is `not-found`. */
export const idParameter = z
  .string()
  .min(1)
  .max(LIMITS.labelCharacters * 2);
