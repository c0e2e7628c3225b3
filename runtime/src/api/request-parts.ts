import { Failure } from '@slipway/shared/failure';
import { readJson } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import type { z } from 'zod';
import type { RawRequest } from './route.ts';

/** Checks the parameters of a path. What does not match names nothing, so it is `not-found`. */
export function parseParams<P extends z.ZodObject>(schema: P, params: Readonly<Record<string, string>>): z.infer<P> {
  const result = schema.safeParse(params);
  if (!result.success || Object.values(params).some(isUnstorable)) throw new Failure('not-found');
  return result.data;
}

/** Checks a query: every name must be known and stand there once, so that a typing mistake does not go unnoticed. */
export function parseQuery<Q extends z.ZodObject>(schema: Q, url: URL): z.infer<Q> {
  const values = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (!Object.hasOwn(schema.shape, name))
      throw new Failure('invalid-request', `query parameter ${quoted(name)} is unknown`);
    if (values.has(name)) throw new Failure('invalid-request', `query parameter ${quoted(name)} stands there twice`);
    if (isUnstorable(value)) throw new Failure('invalid-text', `query parameter ${quoted(name)}`);
    values.set(name, value);
  }
  const result = schema.safeParse(Object.fromEntries(values));
  if (!result.success) throw new Failure('invalid-request', issuesText(result.error));
  return result.data;
}

/** How large a body may be, where it may be larger than others. */
export interface BodyLimits {
  readonly bytes: number;
  readonly keys: number;
}

/** Reads and checks a JSON body; without `limits` under those of a request. */
export async function parseBody<B extends z.ZodType>(
  schema: B,
  request: RawRequest,
  limits: BodyLimits = { bytes: LIMITS.requestBytes, keys: LIMITS.jsonKeys },
): Promise<z.infer<B>> {
  const type = (request.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new Failure('invalid-request', 'content-type must be application/json');
  const result = schema.safeParse(readJson(await request.bytes(limits.bytes), limits));
  if (!result.success) throw new Failure('invalid-request', issuesText(result.error));
  return result.data;
}

/** PostgreSQL's text holds no NUL, and a lone surrogate is no UTF-8. */
function isUnstorable(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 50).toWellFormed());
}

function issuesText(error: z.ZodError): string {
  const issues = error.issues.slice(0, 5).map((issue) => {
    const path = issue.path.map(String).join('.');
    return path ? `${path}: ${issue.message}` : issue.message;
  });
  return issues.join('; ');
}
