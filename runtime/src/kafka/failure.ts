import { Failure, isFailure } from '@slipway/shared/failure';

/** What an error of the library calls itself, down its causes: a name or the protocol's own type. */
export function kindsOf(error: unknown): readonly string[] {
  const kinds: string[] = [];
  let cause = error;
  for (let depth = 0; cause instanceof Error && depth < 8; depth += 1) {
    kinds.push(cause.name);
    if ('type' in cause && typeof cause.type === 'string') kinds.push(cause.type);
    cause = 'originalError' in cause ? cause.originalError : cause.cause;
  }
  return kinds;
}

/** A failure of the table for what the library threw. */
export function failureOf(error: unknown, what: string): Failure {
  if (isFailure(error)) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new Failure('unavailable', `Kafka, ${what}: ${text}`, { cause: error });
}

const AGAIN_MS = [50, 100, 200, 400, 800, 1_600] as const;

/**
 * Asks Kafka something that changes nothing, a few times over some three seconds: after a topic was made or a broker went,
 * the others need a moment to agree who leads.
 */
export async function askingAgain<T>(what: string, ask: () => Promise<T>): Promise<T> {
  for (const ms of AGAIN_MS) {
    try {
      return await ask();
    } catch (error) {
      if (isFailure(error) && !error.facts.retry) throw error;
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  }
  return asking(what, ask);
}

/** Asks Kafka; what it throws becomes a failure. */
export async function asking<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw failureOf(error, what);
  }
}
