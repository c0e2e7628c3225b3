export { audienceOf, isBroadcast, isShown } from './broadcast.ts';
export { complete, referenceOf } from './case/index.ts';
export { compile, type Given, versionOf } from './compile/index.ts';
export { RESERVED_FACTS } from './facts.ts';
export { ids } from './ids.ts';
export type { Program } from './program.ts';
export { emptyRecord, step } from './step.ts';
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
