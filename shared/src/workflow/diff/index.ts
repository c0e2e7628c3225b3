export { diffWorkflows, type WorkflowChanges } from './changes.ts';
export { type Playing, type ToldApart, tellApart } from './tell-apart.ts';
