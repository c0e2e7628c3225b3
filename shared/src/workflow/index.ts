export { analyse, type Beside, diagnose } from './analyse/index.ts';
export { canonicalText } from './canonical.ts';
export { describeNode, describeWorkflow, headingOf, type Paragraph } from './describe/index.ts';
export {
  type Edge,
  edgeSchema,
  type NodeOf,
  nodeSchema,
  splitEnd,
  type Workflow,
  type WorkflowNode,
  workflowSchema,
} from './graph.ts';
export { type KindFacts, NODE_KINDS, type NodeFamily } from './kinds/catalogue.ts';
export {
  type ConfigOf,
  configSchemas,
  type NodeKind,
  nodeKinds,
  type SenseKind,
  type Severity,
  senseKinds,
  severities,
} from './kinds/config.ts';
export { type CellType, cellTypes, collectors, type HitPolicy, hitPolicies } from './kinds/decide.ts';
export { aggregates, thresholdOperators } from './kinds/sense.ts';
export { type ConfigText, textsOf } from './kinds/texts.ts';
export { withNamedConditions } from './named.ts';
export { WORKFLOW_PROBLEMS } from './problems.ts';
export { readWorkflow } from './read.ts';
export { readDraft } from './read-draft.ts';
export { workflowJsonSchema } from './schema.ts';
export { isSteady, Memory, steady } from './steady.ts';
export { stepOf } from './step-of.ts';
export { inputProblems, type TextPlace, textPlace, wantedInput } from './types/index.ts';
export { loopProblems, portsOf, validate } from './validate/index.ts';
