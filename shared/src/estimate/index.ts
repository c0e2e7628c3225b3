export { type TransitModel, transitModelSchema } from './model.ts';
