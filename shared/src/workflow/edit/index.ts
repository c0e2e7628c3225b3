export { changedNodes } from './changes.ts';
export { problemsOf } from './check.ts';
export { copySteps, pastedIds, pasteSteps, readSteps, type Steps } from './clipboard.ts';
export {
  addCondition,
  type ConditionUse,
  conditionPointer,
  conditionsOf,
  conditionUses,
  copiedName,
  duplicateCondition,
  extractCondition,
  freshConditionName,
  inlineCondition,
  inlineConditionAt,
  nameFault,
  removeCondition,
  renameCondition,
  setCondition,
} from './conditions.ts';
export {
  type Draft,
  type DraftEdge,
  type DraftGraph,
  type DraftGroup,
  type DraftNode,
  type DraftNote,
  edgesOf,
  graphOf,
  groupsOf,
  nodeOf,
  nodesOf,
  notesOf,
  type Place,
} from './draft.ts';
export { type Mend, type MendName, mendNames, mendsOf } from './fixes.ts';
export { addGroup, groupOf, moveToGroup, nextGroupId, renameGroup, ungroup } from './groups.ts';
export { nextNumber } from './names.ts';
export {
  addNode,
  type NewNode,
  nextNodeId,
  removeNodes,
  setConfig,
  setConfigField,
  setDescription,
  setTitle,
  updateNode,
} from './nodes.ts';
export { addNote, editNote, nextNoteId } from './notes.ts';
export { applyPatch, keysOf, valueAt } from './patch.ts';
export { type Alignment, alignNodes, moveNodes, type Places, placesOf, settlePlaces } from './places.ts';
export { mainPort, portsOfDraft } from './ports.ts';
export { canRename, renameNode } from './rename.ts';
export { type Operation, operationsOf } from './starters.ts';
export {
  addAfter,
  canConnect,
  connect,
  disconnect,
  insertOnEdge,
  portsIn,
  reconnect,
  type Wire,
} from './wires.ts';
export {
  declareSlot,
  declareVariable,
  replaceDraft,
  setField,
  setSetting,
  type WorkflowField,
} from './workflow.ts';
