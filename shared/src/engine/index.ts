export { isNobodys } from './attention.ts';
export { audienceOf, isBroadcast, isBroadcastType, isShown, listens } from './broadcast.ts';
export { complete, isAnnouncement, referenceOf } from './case/index.ts';
export { compile, drawingProblems, type Given, versionOf } from './compile/index.ts';
export { RESERVED_FACTS } from './facts.ts';
export { ids } from './ids.ts';
export { Once } from './once.ts';
export { isPassing } from './passing.ts';
export { previewInput } from './preview-input.ts';
export type { Program } from './program.ts';
export { Projection } from './projection.ts';
export { emptyRecord, step } from './step.ts';
export { type DueTimer, effectiveDue, HOLD_MS, type Hold, TimerQueue } from './timer-queue.ts';
export type {
  ActionRequest,
  CaseMoment,
  Closing,
  Decision,
  Effect,
  Evidence,
  ExceptionRecord,
  ExceptionState,
  Input,
  LiveSet,
  LiveVersion,
  Opening,
  Priority,
  Promised,
  RunState,
  RunStatus,
  SenseState,
  StepResult,
  SubjectRecord,
  Timer,
  Token,
  TraceStep,
  WhyNot,
  WorkflowState,
} from './types.ts';
export { whyNot } from './why-not.ts';
