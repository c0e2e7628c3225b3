export { changeVariables } from './change-variables.ts';
export { describeVariables } from './describe-variables.ts';
