import type { FailureMessage } from '@slipway/shared/api';
import { FAILURES, Failure, isFailure } from '@slipway/shared/failure';
import type { Problem } from '@slipway/shared/problem';

/** The status and body with which something thrown is answered; `unexpected` for what is a bug, to be logged. */
export function failureAnswer(
  thrown: unknown,
  requestId: string,
): { readonly status: number; readonly body: FailureMessage; readonly unexpected: boolean } {
  const failure = isFailure(thrown) ? thrown : new Failure('internal', `request ${requestId}`);
  const { status, title } = FAILURES[failure.code];
  const problems = problemsOf(thrown);
  const body = { code: failure.code, title, detail: failure.detail, ...(problems ? { problems } : {}) };
  return { status, body, unexpected: !isFailure(thrown) };
}

/** A failure about a document may carry the problems of that document as its cause. */
function problemsOf(thrown: unknown): FailureMessage['problems'] {
  if (!isFailure(thrown) || !Array.isArray(thrown.cause)) return undefined;
  return problemMessages(thrown.cause as readonly Problem[]);
}

function exampleMessage({ facts, event }: NonNullable<Problem['example']>) {
  return { facts: { ...facts }, ...(event ? { event: { type: event.type, data: { ...event.data } } } : {}) };
}

/** Problems as they are answered. */
export function problemMessages(problems: readonly Problem[]): NonNullable<FailureMessage['problems']> {
  return problems.map((problem) => ({
    code: problem.code,
    severity: problem.severity,
    message: problem.message,
    ...(problem.nodeId === undefined ? {} : { nodeId: problem.nodeId }),
    ...(problem.path === undefined ? {} : { path: problem.path }),
    ...(problem.fix === undefined ? {} : { fix: { title: problem.fix.title, patch: [...problem.fix.patch] } }),
    ...(problem.example === undefined ? {} : { example: exampleMessage(problem.example) }),
  }));
}
