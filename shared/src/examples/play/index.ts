export { compareOutcome, type Difference, differences } from './judge.ts';
export { type Outcome, outcomeOf, WorldLedger } from './outcome.ts';
export { type Played, playProgram, playScenario, programOf } from './play.ts';
export { Steps } from './steps.ts';
export { type TriedScenario, type TriedWorkflow, tryEach, tryScenarios } from './try.ts';
