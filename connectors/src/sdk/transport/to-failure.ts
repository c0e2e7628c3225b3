import { Failure, type FailureCode, isFailure } from '@slipway/shared/failure';

/** Nothing was sent: connecting failed, so that trying again is safe. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_DESTROYED',
  'UND_ERR_CLOSED',
  'EDNS',
]);

/** The request may have arrived: whether the target acted is unknown. */
const LOST = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'UND_ERR_SOCKET',
  'UND_ERR_INFO',
  'ECONNECTION',
  'ESOCKET',
  'ESTREAM',
]);
const TIMED_OUT = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_ABORTED',
  'ETIMEDOUT',
  'ABORT_ERR',
]);
const OUR_MISTAKE = new Set([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
  'ERR_INVALID_URL',
  'ERR_INVALID_CHAR',
]);

/**
 * The coded failure behind whatever a socket, undici or Node threw. What is recognised as nobody's network is
 * `internal`: a bug of the connector. The detail holds codes, never a message that might quote a header.
 */
export function toFailure(error: unknown): Failure {
  if (isFailure(error)) return error;
  for (const cause of chain(error)) {
    if (isFailure(cause)) return cause;
    const code = codeOf(cause);
    const failureCode = classify(code, cause);
    if (failureCode) return new Failure(failureCode, code, { cause: error });
  }
  return new Failure('internal', error instanceof Error ? error.name : typeof error, { cause: error });
}

function classify(code: string, error: unknown): FailureCode | null {
  if (UNREACHABLE.has(code)) return 'target-unreachable';
  if (TIMED_OUT.has(code)) return 'target-timeout';
  if (LOST.has(code)) return 'target-lost';
  if (OUR_MISTAKE.has(code)) return 'invalid-input';
  if (code.startsWith('HPE_') || code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' || code === 'UND_ERR_HEADERS_OVERFLOW')
    return 'invalid-output';
  // Certificates are mended by people, mostly soon; nothing was sent.
  if (/^(ERR_TLS_|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_SSL_)/.test(code))
    return 'target-unreachable';
  if (error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')) return 'target-timeout';
  return null;
}

/** The error, its causes and the members of an aggregate, a few levels deep. */
function* chain(error: unknown, depth = 0): Generator<unknown> {
  if (depth > 4 || typeof error !== 'object' || error === null) return;
  yield error;
  if (error instanceof AggregateError) for (const member of error.errors.slice(0, 4)) yield* chain(member, depth + 1);
  if (error instanceof Error && error.cause !== undefined) yield* chain(error.cause, depth + 1);
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : '';
}
