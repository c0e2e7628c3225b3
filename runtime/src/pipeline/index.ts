export type { Binding } from '../connections/index.ts';
export type { PartitionAccount } from './accounting.ts';
export type { Answer } from './answers.ts';
export type { Change, ChangeListener } from './changes.ts';
export { type Clock, systemClock } from './clock.ts';
export type { CreateLog, NewEnvironment } from './environment.ts';
export { findLiveContent, type Held, hold } from './given.ts';
export { type Ingested, readPosted } from './ingest.ts';
export { type LiveContent, NOTHING_LIVE, readLiveContent } from './live-content.ts';
export { LiveSets } from './live-sets.ts';
export { FAILED, WAITING } from './node-counts.ts';
export { loadParts, type Part, type Parts } from './parts.ts';
export type { Account, PipelineOptions, Role } from './pipeline-options.ts';
export { faceOf } from './reference-history.ts';
export { contentsOf, hashesOf, type References, referenceText, shelfOf } from './references.ts';
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
