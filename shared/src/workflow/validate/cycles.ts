import type { Problem } from '../../problem/index.ts';
import { splitEnd, type Workflow, type WorkflowNode } from '../graph.ts';
import { NODE_KINDS } from '../kinds/catalogue.ts';
import { successors } from './ports.ts';
import { error } from './problem.ts';

type Graph = Pick<Workflow, 'nodes' | 'edges'>;

/**
 * Kahn's algorithm over the wires by which a token goes on at once: what it cannot remove lies on a loop that never
 * waits. A token leaves a case by *opened* at once, and a join when it fires, however long others waited before.
 */
function cyclesWithoutWait(workflow: Graph, nodes: ReadonlyMap<string, WorkflowNode>): Problem[] {
  const next = hurried(workflow, nodes);
  const inward = new Map(workflow.nodes.map((node) => [node.id, 0]));
  for (const id of inward.keys())
    for (const to of next.get(id) ?? []) if (inward.has(to)) inward.set(to, (inward.get(to) ?? 0) + 1);
  const free = [...inward.keys()].filter((id) => inward.get(id) === 0);
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    inward.delete(id);
    for (const to of next.get(id) ?? []) {
      const left = inward.get(to);
      if (left === undefined) continue;
      inward.set(to, left - 1);
      if (left === 1) free.push(to);
    }
  }
  const [first] = inward.keys();
  if (first === undefined) return [];
  const names = [...inward.keys()].slice(0, 8).map((id) => nodes.get(id)?.title ?? id);
  return [
    error(
      'cycle',
      `These steps form a loop in which nothing waits: ${names.join(' → ')}. Put a Wait or an Action into it.`,
      '/edges',
      first,
    ),
  ];
}

/**
 * The steps that wires lead to by which a token goes on in the input that brought it. What a part does is known only where
 * it is drawn in (then its step is left by *in*): until then it may wait.
 */
function hurried(workflow: Graph, nodes: ReadonlyMap<string, WorkflowNode>): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, string[]>();
  for (const edge of workflow.edges) {
    const { nodeId, port } = splitEnd(edge.from);
    const kind = nodes.get(nodeId)?.kind;
    if (kind === 'subflow' && port !== 'in') continue;
    if (!kind || (NODE_KINDS[kind].waits && kind !== 'join' && !(kind === 'exception' && port === 'opened'))) continue;
    const list = next.get(nodeId) ?? [];
    list.push(splitEnd(edge.to).nodeId);
    next.set(nodeId, list);
  }
  return next;
}

/** Loops that never end, in a workflow or a drawing of one with its parts. */
export function loopProblems(workflow: Graph): Problem[] {
  const nodes = new Map(workflow.nodes.map((node) => [node.id, node]));
  return [...cyclesWithoutWait(workflow, nodes), ...joinsInLoops(workflow)];
}

/** Joins that lie on a loop and would wait there for a token that waits for them. */
function joinsInLoops(workflow: Graph): Problem[] {
  const next = successors(workflow);
  return workflow.nodes.flatMap((node, index) => {
    if (node.kind !== 'join' || node.config.timeout !== undefined || !returns(next, node.id)) return [];
    return [
      error(
        'join-loop',
        `“${node.title}” lies on a loop and may wait for itself. Give it a timeout.`,
        `/nodes/${index}/config`,
        node.id,
        { title: 'Wait at most a day', patch: [{ op: 'add', path: `/nodes/${index}/config/timeout`, value: '1d' }] },
      ),
    ];
  });
}

function returns(next: ReadonlyMap<string, readonly string[]>, start: string): boolean {
  const reached = new Set<string>();
  const queue = [start];
  for (let at = queue.pop(); at !== undefined; at = queue.pop())
    for (const id of next.get(at) ?? []) {
      if (id === start) return true;
      if (!reached.has(id)) {
        reached.add(id);
        queue.push(id);
      }
    }
  return false;
}
