import type { Graph } from '@slipway/shared/api';
import { describeNode, type Workflow } from '@slipway/shared/workflow';
import { locale } from '../messages/locale.ts';

export type English = Readonly<Record<string, string>>;

interface Line {
  readonly variables: unknown;
  readonly text: string;
}
/** A step's line changes only with the step and with the workflow's variables, so an edit describes one step anew. */
const known = new WeakMap<GraphNode, Line>();

/** What every step does, in a line each. A step of a kind that this build does not know keeps its description. */
export function describeGraph(graph: Graph): English {
  const { variables } = graph;
  return Object.fromEntries(
    graph.nodes.map((node) => {
      const before = known.get(node);
      if (before && before.variables === variables) return [node.id, before.text];
      const text = line(graph, node);
      known.set(node, { variables, text });
      return [node.id, text];
    }),
  );
}

type GraphNode = Graph['nodes'][number];

function line(graph: Graph, node: GraphNode): string {
  try {
    return describeNode(graph as unknown as Workflow, node.id, locale);
  } catch {
    return node.description ?? '';
  }
}
