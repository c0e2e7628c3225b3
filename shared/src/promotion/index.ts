export {
  type Bundle,
  type BundleFile,
  bundleFile,
  bundleFileSchema,
  bundleHash,
  bundleOf,
  bundleSchema,
  type ConnectorVersion,
} from './bundle.ts';
export {
  type GraphChanges,
  graphChanges,
  graphChangesSchema,
  type ValueChange,
  valueChanges,
} from './graph-changes.ts';
export { type Locked, lockParts } from './lock-parts.ts';
export { type FindPart, type PartStep, partKey, partProblems, partSteps, partsOf } from './parts.ts';
export { type PlanContent, type PlannedChange, planHash, type VersionName } from './plan-content.ts';
export { type ReferenceNeed, referenceLack, referenceNeeds, referenceProblems } from './reference-needs.ts';
