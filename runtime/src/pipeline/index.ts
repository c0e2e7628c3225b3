export type { Binding } from '../connections/index.ts';
export type { PartitionAccount } from './accounting.ts';
export type { Answer } from './answers.ts';
export type { Change, ChangeListener } from './changes.ts';
export { type Clock, systemClock } from './clock.ts';
export type { CreateLog, NewEnvironment } from './environment.ts';
export { type Ingested, readPosted } from './ingest.ts';
export { type LiveContent, LiveSets, NOTHING_LIVE } from './live-sets.ts';
export { FAILED, WAITING } from './node-counts.ts';
export type { Account, PipelineOptions, Role } from './pipeline-options.ts';
export {
  type Also,
  type PausePoint,
  type Released,
  type ReleaseStep,
  releaseSteps,
  type Wanted,
  type WantedWorkflow,
} from './release.ts';
export type { CallPlace } from './run-action.ts';
export { pausePointOf, readSabotage, type Sabotage } from './sabotage.ts';
export { type Pipeline, startPipeline } from './start-pipeline.ts';
export { type ReplayReport, verifyReplay } from './verify-replay.ts';
