export {
  holdsWhenMissing,
  type OperatorName,
  operatorsFor,
  showsIn,
  type ValueInput,
  valueFor,
  valueInput,
} from './choices.ts';
export {
  addPart,
  alsoKnown,
  EMPTY_CONDITION,
  movePart,
  movePartTo,
  NEW_LEAF,
  removePart,
  replacePart,
  setGroup,
  setOperator,
  setSource,
  setValue,
  toggleNot,
  unwrapGroup,
  wrapPart,
} from './edit-form.ts';
export { type Place, pointerOf } from './place.ts';
export {
  type FormLeaf,
  type FormPart,
  type FormReference,
  type FormSource,
  type FormValue,
  readForm,
} from './read-form.ts';
