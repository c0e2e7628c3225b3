export { describeNode } from './node.ts';
export { parts } from './wording.ts';
export { describeWorkflow, headingOf, type Paragraph } from './workflow.ts';
