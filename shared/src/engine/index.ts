export { compile, versionOf } from './compile.ts';
export { ids } from './ids.ts';
export type { Program } from './program.ts';
export { emptyRecord, step } from './step.ts';
export type {
  ActionRequest,
  Decision,
  Effect,
  Evidence,
  ExceptionRecord,
  ExceptionState,
  Input,
  LiveSet,
  LiveVersion,
  Opening,
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
