import { LIMITS } from '../../limits/index.ts';
import type { Problem } from '../../problem/index.ts';
import { type Edge, splitEnd, type Workflow, type WorkflowNode } from '../graph.ts';
import { NODE_KINDS } from '../kinds/catalogue.ts';
import { portsOf } from './ports.ts';
import { error } from './problem.ts';

/** What is wrong with the wires: each begins at a port, ends at an input, and is drawn once. */
export function edgeProblems(workflow: Workflow, nodes: ReadonlyMap<string, WorkflowNode>): Problem[] {
  const seen = new Set<string>();
  const fan = new Map<string, number>();
  return workflow.edges.flatMap((edge, index) => {
    const path = `/edges/${index}`;
    const key = `${edge.from}>${edge.to}`;
    if (seen.has(key)) return [error('duplicate-edge', `The wire ${key} is drawn twice.`, path)];
    seen.add(key);
    fan.set(edge.from, (fan.get(edge.from) ?? 0) + 1);
    if (fan.get(edge.from) === LIMITS.fanOut + 1)
      return [error('fan-out', `More than ${LIMITS.fanOut} wires leave ${edge.from}.`, path)];
    return endProblems(edge, nodes, path);
  });
}

function endProblems(edge: Edge, nodes: ReadonlyMap<string, WorkflowNode>, path: string): Problem[] {
  const found: Problem[] = [];
  const from = splitEnd(edge.from);
  const to = splitEnd(edge.to);
  const source = nodes.get(from.nodeId);
  const target = nodes.get(to.nodeId);
  if (!source)
    found.push(error('dangling-edge', `A wire begins at “${from.nodeId}”, which does not exist.`, `${path}/from`));
  else if (!portsOf(source).includes(from.port))
    found.push(
      error(
        'unknown-port',
        `“${source.title}” has no port “${from.port}”. It has: ${portsOf(source).join(', ') || 'none'}.`,
        `${path}/from`,
        source.id,
      ),
    );
  if (!target) found.push(error('dangling-edge', `A wire ends at “${to.nodeId}”, which does not exist.`, `${path}/to`));
  else if (!NODE_KINDS[target.kind].input || to.port !== 'in')
    found.push(
      error('unknown-port', `Nothing can be wired into “${target.title}” at “${to.port}”.`, `${path}/to`, target.id),
    );
  return found;
}
