import { splitEnd, type Workflow, type WorkflowNode } from '../graph.ts';
import { NODE_KINDS } from '../kinds/catalogue.ts';

/** The ports of a node as it is configured. */
export function portsOf(node: WorkflowNode): readonly string[] {
  const ports = NODE_KINDS[node.kind].ports as (config: unknown) => readonly string[];
  return ports(node.config);
}

/** The steps that wires lead to from each step. */
export function successors(workflow: Pick<Workflow, 'edges'>): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, string[]>();
  for (const edge of workflow.edges) {
    const from = splitEnd(edge.from).nodeId;
    const to = splitEnd(edge.to).nodeId;
    const list = next.get(from);
    if (list) list.push(to);
    else next.set(from, [to]);
  }
  return next;
}
