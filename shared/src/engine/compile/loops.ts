import type { Problem } from '../../problem/index.ts';
import { loopProblems, stepOf, type Workflow } from '../../workflow/index.ts';
import type { Drawing } from './expand.ts';

/** Loops that never end through parts: only where they are drawn in it is known whether anything waits in them. */
export function drawnLoops(workflow: Workflow, { nodes, ways, parts }: Drawing): readonly Problem[] {
  if (parts.size === 0) return [];
  const edges = ways.map(({ by, from, to }) => ({ from: `${from}${by.slice(by.lastIndexOf('.'))}`, to: `${to}.in` }));
  return loopProblems({ nodes: nodes.map(({ node }) => node), edges }).flatMap((problem): Problem[] => {
    const nodeId = stepOf(problem.nodeId ?? '');
    const index = workflow.nodes.findIndex((node) => node.id === nodeId);
    const { code, severity, message } = problem;
    return [{ code, severity, message, nodeId, path: `/nodes/${index}` }];
  });
}
