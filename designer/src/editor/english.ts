import type { Graph } from '@slipway/shared/api';
import { describeNode, type Workflow } from '@slipway/shared/workflow';

export type English = Readonly<Record<string, string>>;

/** What every step does, in a line each. A step of a kind that this build does not know keeps its description. */
export function describeGraph(graph: Graph): English {
  return Object.fromEntries(graph.nodes.map((node) => [node.id, line(graph, node)]));
}

function line(graph: Graph, node: Graph['nodes'][number]): string {
  try {
    return describeNode(graph as unknown as Workflow, node.id);
  } catch {
    return node.description ?? '';
  }
}
