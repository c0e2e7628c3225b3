import { FAILURES, type FailureCode, type FailureFacts } from './table.ts';

/**
 * What the world does wrong, under a code of the one table. Anything else that is thrown is a bug and crashes its
 * unit of work.
 *
 * `detail` says what it happened to, for people; it never holds a secret or a payload.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly detail: string;

  constructor(code: FailureCode, detail = '', options?: ErrorOptions) {
    super(detail ? `${FAILURES[code].title} (${detail})` : FAILURES[code].title, options);
    this.code = code;
    this.detail = detail;
  }

  get facts(): FailureFacts {
    return FAILURES[this.code];
  }
}

/** Whether something thrown is what the world did wrong; anything else is a bug, to be thrown on. */
export function isFailure(value: unknown): value is Failure {
  return value instanceof Failure;
}
