import { NODE_KINDS, splitEnd, type Workflow } from '@slipway/shared/workflow';
import type { Mutant } from './mutant.ts';

type Edge = Workflow['edges'][number];

/** Every edge removed, every edge led elsewhere, every node left out by each of its ways. */
export function graphMutants(workflow: Workflow): readonly Mutant[] {
  return [...workflow.edges.flatMap((edge) => edgeMutants(workflow, edge)), ...bypassed(workflow)];
}

function edgeMutants(workflow: Workflow, edge: Edge): readonly Mutant[] {
  const others = workflow.edges.filter((each) => each !== edge);
  const name = `edge ${edge.from}>${edge.to}`;
  const moved = function* () {
    const from = splitEnd(edge.from).nodeId;
    const at = workflow.nodes.findIndex(({ id }) => `${id}.in` === edge.to);
    // The nearest nodes first: a wire that slips is led to the neighbour.
    for (let step = 1; step < workflow.nodes.length; step += 1) {
      const target = workflow.nodes[(at + step) % workflow.nodes.length];
      if (!target || target.id === from || !NODE_KINDS[target.kind].input) continue;
      const to = `${target.id}.in`;
      if (others.some((each) => each.from === edge.from && each.to === to)) continue;
      yield { ...workflow, edges: workflow.edges.map((each) => (each === edge ? { ...edge, to } : each)) };
    }
  };
  return [
    { id: `${name} removed`, candidates: () => [{ ...workflow, edges: others }] },
    { id: `${name} moved`, candidates: moved },
  ];
}

function bypassed(workflow: Workflow): readonly Mutant[] {
  return workflow.nodes.flatMap((node): Mutant[] => {
    if (!NODE_KINDS[node.kind].input) return [];
    const own = (end: string) => splitEnd(end).nodeId === node.id;
    const incoming = workflow.edges.filter((edge) => own(edge.to) && !own(edge.from));
    const outgoing = workflow.edges.filter((edge) => own(edge.from) && !own(edge.to));
    const rest = workflow.edges.filter((edge) => !own(edge.from) && !own(edge.to));
    const nodes = workflow.nodes.filter((each) => each !== node);
    const { [node.id]: _, ...layout } = workflow.layout ?? {};
    const without = (edges: readonly Edge[]) => {
      const keys = new Set<string>();
      const once = edges.filter(({ from, to }) => !keys.has(`${from}>${to}`) && keys.add(`${from}>${to}`));
      return [{ ...workflow, nodes, layout, edges: once }];
    };
    const ports = [...new Set(outgoing.map((edge) => splitEnd(edge.from).port))];
    if (ports.length === 0)
      // With one wire that leads here, it is the same as removing that wire.
      return incoming.length > 1 ? [{ id: `node ${node.id} left out`, candidates: () => without(rest) }] : [];
    return ports.map((port) => {
      const targets = outgoing.filter((edge) => splitEnd(edge.from).port === port).map((edge) => edge.to);
      const through = incoming.flatMap(({ from }) => targets.map((to) => ({ from, to })));
      return { id: `node ${node.id} bypassed by ${port}`, candidates: () => without([...rest, ...through]) };
    });
  });
}
