import { splitEnd, type Workflow } from '../../workflow/index.ts';

/**
 * The wires that lead to a join, each with the nodes from which a token can still come by it without passing the join.
 * Walked backwards and with a list of what is to be done, so that a long chain does not overflow the stack.
 */
export function wiresTo(workflow: Workflow, join: string): ReadonlyMap<string, ReadonlySet<string>> {
  const before = new Map<string, string[]>();
  for (const edge of workflow.edges) {
    const to = splitEnd(edge.to).nodeId;
    const list = before.get(to);
    if (list) list.push(splitEnd(edge.from).nodeId);
    else before.set(to, [splitEnd(edge.from).nodeId]);
  }
  const known = new Map<string, ReadonlySet<string>>();
  const wires = workflow.edges.filter((edge) => splitEnd(edge.to).nodeId === join).map((edge) => edge.from);
  return new Map(
    wires.map((wire) => {
      const from = splitEnd(wire).nodeId;
      const reach = known.get(from) ?? backwards(before, from, join);
      known.set(from, reach);
      return [wire, reach];
    }),
  );
}

function backwards(before: ReadonlyMap<string, readonly string[]>, from: string, join: string): ReadonlySet<string> {
  if (from === join) return new Set();
  const reached = new Set([from]);
  const queue = [from];
  for (let at = queue.pop(); at !== undefined; at = queue.pop())
    for (const id of before.get(at) ?? [])
      if (id !== join && !reached.has(id)) {
        reached.add(id);
        queue.push(id);
      }
  return reached;
}
