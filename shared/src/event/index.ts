export {
  dataSchemaOf,
  eventFields,
  exampleEvent,
  type Field,
  type FieldType,
  subjectFields,
} from './catalogue/index.ts';
export { type CheckOptions, type CheckResult, checkEvent } from './check.ts';
export { describeEvent } from './describe.ts';
export {
  type CanonicalEvent,
  type Classifier,
  canonicalEventSchema,
  classifiers,
  eventDataSchema,
  instantSchema,
  type Reference,
  referenceSchema,
  subjectKind,
  type TimeQuality,
  timeQualities,
} from './envelope.ts';
export { type Fold, type FoldPosition, type FoldResult, fold, takenBack } from './fold.ts';
export { type Heading, headingIn, typeIn } from './heading.ts';
export { checkIso6346, checkUnLocode } from './identifiers.ts';
export { eventKey, foldOrder } from './order.ts';
export { PHASES, type Phase } from './phase.ts';
export { isSame } from './same.ts';
export { kindOfScheme, REFERENCE_SCHEMES } from './schemes.ts';
export {
  type Entry,
  type EtaView,
  emptyState,
  type LineView,
  type MilestoneView,
  RESERVED_VIEW_NAMES,
  type ReadingView,
  type StopView,
  type SubjectState,
  type SubjectView,
} from './state.ts';
export { askOnly, current, historyOf, isRetracted } from './statements.ts';
export { GERMAN_TITLES } from './titles/index.ts';
export { fieldsTouchedBy, stateAlike } from './touch.ts';
export { EVENT_TYPES, type EventType, eventType, eventTypesOf } from './types/index.ts';
export { viewOf } from './view.ts';
