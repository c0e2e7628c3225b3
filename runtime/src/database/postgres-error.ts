import { Failure } from '@slipway/shared/failure';

/**
 * SQLSTATE classes that speak of the server and not of the statement: connection (08), login (28, and 3D for a database
 * that is not there), resources (53), shutting down or starting (57), its own errors (58, XX), and a conflict with another
 * transaction (40).
 */
const ABOUT_THE_SERVER = new Set(['08', '28', '3D', '40', '53', '57', '58', 'XX']);
const LOCK_NOT_AVAILABLE = '55P03';
const READ_ONLY = '25006';

/**
 * What the driver throws, as the rest of Slipway expects it: `unavailable` where the server is away, starting, or gave
 * the statement up, and the error as it is where the statement itself is at fault.
 */
export function toDatabaseFailure(error: unknown): unknown {
  if (error instanceof Failure) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) {
    // A standby that took over may still be read-only for a moment.
    const server = ABOUT_THE_SERVER.has(code.slice(0, 2)) || code === LOCK_NOT_AVAILABLE || code === READ_ONLY;
    return server ? unavailable(error) : error;
  }
  // Without an SQLSTATE the server did not answer: a socket error (`ECONNREFUSED`), or the driver's own about one.
  return error instanceof Error && (typeof code === 'string' || isDriverError(error)) ? unavailable(error) : error;
}

/** Why the server refuses us, where it does: a setting is wrong, and waiting does not mend it. Names user or database only. */
export function refusalIn(error: unknown): string | undefined {
  const cause = error instanceof Failure ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return cause instanceof Error && /^(?:28|3D)/.test(code) ? cause.message : undefined;
}

/** The driver gives these no code. */
function isDriverError({ message }: Error): boolean {
  return /connection|timeout|terminated|not queryable|pool after calling end/i.test(message);
}

function unavailable(cause: unknown): Failure {
  // The message of the driver names host and port at most, never the URL with its password.
  return new Failure('unavailable', 'the database', { cause });
}
