export { diffWorkflows, type WorkflowChanges } from './changes.ts';
export { type Difference, declarationsOf, differencesOf, settingsOf } from './differences.ts';
export type { FieldChange } from './said.ts';
export { type Playing, type ToldApart, tellApart } from './tell-apart.ts';
