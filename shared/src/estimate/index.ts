export { type Estimate, estimate, type FactorValues, MIN_SAMPLES } from './estimate.ts';
export { factorText } from './factor.ts';
export { type FactorSource, lastHappened, type Stage, sampleOf } from './history.ts';
export { HALF_LIFE_DAYS, type LearnOptions, learn, type Sample } from './learn.ts';
export { type TransitModel, transitModelSchema } from './model.ts';
