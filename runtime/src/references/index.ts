export {
  type Changing,
  currentReference,
  putReference,
  type ReferenceParts,
  removeReference,
  restoreReference,
} from './change-reference.ts';
export { checkChange } from './check-reference.ts';
export { describeReference, describeReferences, readContent, versionFace } from './describe-references.ts';
