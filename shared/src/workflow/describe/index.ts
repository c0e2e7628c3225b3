export { describeNode } from './node.ts';
export type { Paragraph } from './told.ts';
export { parts } from './wording.ts';
export { describeWorkflow, headingOf } from './workflow.ts';
