import type { Problem } from '../../problem/index.ts';
import { splitEnd, type Workflow } from '../graph.ts';
import { NODE_KINDS } from '../kinds/catalogue.ts';
import { doubt } from './tell.ts';

/** Steps that a token comes to from these, without leaving by any of the `dead` ports. Iterative. */
export function reachedFrom(
  workflow: Workflow,
  starts: Iterable<string>,
  dead: ReadonlySet<string> = NONE,
): Set<string> {
  const next = new Map<string, string[]>();
  for (const { from, to } of workflow.edges) {
    if (dead.has(from)) continue;
    const { nodeId } = splitEnd(from);
    next.set(nodeId, [...(next.get(nodeId) ?? []), splitEnd(to).nodeId]);
  }
  const reached = new Set(starts);
  const open = [...reached];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const id of next.get(at) ?? [])
      if (!reached.has(id)) {
        reached.add(id);
        open.push(id);
      }
  return reached;
}

const NONE: ReadonlySet<string> = new Set();

/** Steps from which tokens begin to move. */
export function startsOf(workflow: Workflow): readonly string[] {
  const senses = workflow.nodes.filter(({ kind }) => NODE_KINDS[kind].family === 'sense').map(({ id }) => id);
  return workflow.entry ? [...senses, workflow.entry.node] : senses;
}

/** Steps that only ports lead to by which no token ever leaves. */
export function neverDone(workflow: Workflow, dead: ReadonlySet<string>): Problem[] {
  if (dead.size === 0) return [];
  const starts = startsOf(workflow);
  const wired = reachedFrom(workflow, starts);
  const done = reachedFrom(workflow, starts, dead);
  return workflow.nodes.flatMap((node, index) =>
    wired.has(node.id) && !done.has(node.id)
      ? [
          doubt({
            code: 'never-done',
            message: `“${node.title}” is never done: every way to it leads through a port that no token leaves by.`,
            path: `/nodes/${index}`,
            node,
          }),
        ]
      : [],
  );
}
