import type { FailureCode } from '@slipway/shared/failure';

/** Every way in which the delivery of an action ends without an answer that counts; the most usual first. */
export const actionFailures = [
  'target-refused',
  'target-unreachable',
  'target-timeout',
  'target-busy',
  'target-error',
  'target-lost',
  'action-timeout',
  'retries-exhausted',
  'not-connected',
  'egress-refused',
  'invalid-input',
  'invalid-output',
  'secret-unreadable',
] as const satisfies readonly FailureCode[];

export function isActionFailure(code: string): code is (typeof actionFailures)[number] {
  return actionFailures.some((each) => each === code);
}
