export {
  type CompiledCondition,
  type ConditionCompilation,
  type ConditionOptions,
  compileCondition,
} from './compile.ts';
export { describeCondition } from './describe/index.ts';
export * from './form/index.ts';
export { type Facts, OPERATORS } from './operators.ts';
export { followPath, parsePath, type Segment } from './path.ts';
export { type IndexedRule, PredicateIndex, typeMatcher } from './predicate-index/index.ts';
export { leadsTo, mapReferences, type NamedReference, referencesIn } from './references.ts';
export { type Condition, conditionSchema, type FactReference, type LeafCondition } from './schema.ts';
export type { ConditionTrace } from './trace.ts';
