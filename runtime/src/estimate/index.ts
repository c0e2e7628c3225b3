export { type LearnedModel, learnHistory } from './learn-history.ts';
