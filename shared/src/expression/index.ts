export {
  ANYTHING,
  BOOLEAN,
  checkExpression,
  checkTemplate,
  checkTyped,
  DURATION,
  fieldOf,
  INSTANT,
  join,
  listOf,
  NUMBER,
  neverEqual,
  operation,
  Report,
  TEXT,
  type Type,
  type TypeKind,
  type TypeProblem,
  type TypeScope,
  typeOfValue,
  type Wanted,
} from './check/index.ts';
export {
  describeExpression,
  describePath,
  describeValue,
  EXPRESSION_WORDINGS,
  isMoment,
  sayExpression,
  type Telling,
  words,
} from './describe/index.ts';
export { type CompiledExpression, compileExpression, type Expression, type Result } from './expression.ts';
export type { FunctionSpec } from './functions/define.ts';
export { FUNCTIONS, type FunctionName, signature } from './functions/index.ts';
export { compilePattern, type Pattern } from './pattern.ts';
export { nearestName, placeProblems } from './problems.ts';
export type { Scope } from './run.ts';
export { FORBIDDEN_KEYS } from './syntax.ts';
export { type CompiledTemplate, compileTemplate, segmentEnd, type Template, type TemplateResult } from './template.ts';
export { Duration, toJson, toText } from './value.ts';
