/** What a log line may say of something that was thrown. */
export interface ErrorFacts {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: ErrorFacts;
}

const CAUSES_MOST = 4;

/**
 * What is thrown, by name and place only. Drivers hang whole statements with their parameters on their errors, and
 * databases quote rows and values in them: none of that goes into a log.
 */
export function factsOf(thrown: unknown, depth = 0): ErrorFacts {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: `a ${typeof thrown} was thrown` };
  const code: unknown = Reflect.get(thrown, 'code');
  const message = withoutValues(thrown.message, code);
  const stack = thrown.stack?.replace(thrown.message, message);
  return {
    type: thrown.constructor.name,
    message,
    ...(typeof code === 'string' ? { code } : {}),
    ...(stack === undefined ? {} : { stack }),
    ...(thrown.cause instanceof Error && depth < CAUSES_MOST ? { cause: factsOf(thrown.cause, depth + 1) } : {}),
  };
}

/** PostgreSQL (its codes have five characters) quotes a value that it could not read behind a colon. */
function withoutValues(message: string, code: unknown): string {
  const fromDatabase = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
  return fromDatabase ? message.replace(/: ".*"/s, ': "…"') : message;
}
