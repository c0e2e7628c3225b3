export { applyPlan } from './apply-plan.ts';
export { exportBundle, importBundle } from './bundles.ts';
export { approvePlan, withdrawPlan } from './decide-plan.ts';
export { driftOf, readMatrix } from './drift.ts';
export { makeEnvironment, patchEnvironment, readEnvironment, readEnvironments } from './environments.ts';
export { readHistory } from './history.ts';
export { checkAgain, planRelease, planRollback } from './make-plan.ts';
export type { Asking, ConnectionTested, PromotionParts } from './parts.ts';
export { openPlan, presentPlan, summarizePlan } from './read-plan.ts';
