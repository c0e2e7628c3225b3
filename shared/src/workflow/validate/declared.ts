import { EVENT_TYPES, eventType, eventTypesOf } from '../../event/index.ts';
import { nearestName } from '../../expression/index.ts';
import type { Problem } from '../../problem/index.ts';
import type { Workflow, WorkflowNode } from '../graph.ts';
import { error, warning } from './problem.ts';

/** An action whose slot the workflow does not declare. */
export function slotProblems(workflow: Workflow, node: WorkflowNode, index: number): Problem[] {
  if (node.kind !== 'action' || workflow.connections?.some((connection) => connection.slot === node.config.slot))
    return [];
  return [
    error(
      'unknown-slot',
      `The workflow declares no connection “${node.config.slot}”.`,
      `/nodes/${index}/config/slot`,
      node.id,
    ),
  ];
}

/** Event types that are spelt almost like a known one. Types of the user's own are as good as any. */
export function typeProblems(node: WorkflowNode, types: readonly string[], path: string): Problem[] {
  return types.flatMap((type, index): Problem[] => {
    if (eventTypesOf(type).length > 0 || type.endsWith('*')) return [];
    const near = nearestName(type, Object.keys(EVENT_TYPES));
    if (near === undefined || !alike(type, near)) return [];
    const at = Array.isArray(types) && !path.endsWith('/type') ? `${path}/${index}` : path;
    return [
      warning('unknown-type', `No event type is called “${type}”; did you mean “${near}”?`, at, node.id, {
        title: `Use ${near}`,
        patch: [{ op: 'replace', path: at, value: near }],
      }),
    ];
  });
}

/** Whether a type is one that only Slipway itself appends. */
export function internalType(type: string): boolean {
  return eventType(type)?.internal ?? false;
}

/** A slip of the fingers, and not another word: one letter in six, in the same family or the same name. */
function alike(type: string, near: string): boolean {
  const [family, name] = type.split('.');
  const [nearFamily, nearName] = near.split('.');
  return (family === nearFamily || name === nearName) && Math.abs(type.length - near.length) <= 2;
}
