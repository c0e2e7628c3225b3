export { Failure, isFailure } from './failure.ts';
export { FAILURES, type FailureCode, type FailureFacts } from './table.ts';
