import type { Graph } from '@slipway/shared/api';
import { readEnd } from '../ends.ts';
import type { Flow, NoteNode, StepNode } from '../flow.ts';
import { edgesBy, placesIn, straightened } from '../flow-mapping.ts';
import { framesOf, settledFrames } from '../frames.ts';
import { leftOf } from '../slot.ts';
import { boxOf, wayOf } from '../way.ts';
import type { Point, Way } from '../wires.ts';

/** Places of what is on its way, by the ids that the canvas uses. */
export type Moving = Readonly<Record<string, Point>>;

/** A flow some of which is on its way. Its wires are those of the rest: how they run meanwhile is told beside them. */
interface MovedFlow {
  readonly flow: Flow;
  readonly ways: ReadonlyMap<string, Way>;
}

const NO_WAYS: ReadonlyMap<string, Way> = new Map();

/**
 * The flow with what is on its way at its place, before that is written down. Only what moves becomes another object and
 * only wires at it look for a way anew: the rest of five hundred steps costs nothing, in every frame of a drag.
 */
export function movedFlow(rest: Flow, graph: Graph, moving: Moving, before: Flow | undefined): MovedFlow {
  if (Object.keys(moving).length === 0) return { flow: rest, ways: NO_WAYS };
  const nodes = rest.nodes.map((node) => at(node, moving[node.id]));
  const steps = new Map(nodes.flatMap((node) => (node.type === 'step' ? [[node.id, node] as const] : [])));
  for (const end of endsAfter(graph, moving, steps)) {
    steps.set(end.id, end);
    nodes[nodes.findIndex(({ id }) => id === end.id)] = end;
  }
  const frames = settledFrames(framesOf(graph, nodes, true), before?.frames);
  return { flow: { nodes, wires: rest.wires, frames }, ways: waysOf(rest, nodes, steps) };
}

/** The same card at another place. */
function at<Card extends StepNode | NoteNode>(card: Card, position: Point | undefined): Card {
  return position ? { ...card, position } : card;
}

/** Ends that stand below a step that moves: they follow it as far as they are drawn to it. */
function endsAfter(graph: Graph, moving: Moving, steps: ReadonlyMap<string, StepNode>): readonly StepNode[] {
  const reached = new Set(
    graph.edges.flatMap((edge) => (moving[readEnd(edge.from).node] ? [readEnd(edge.to).node] : [])),
  );
  const ends = [...reached].flatMap((id) => {
    const step = steps.get(id);
    return step && !moving[id] && step.data.node.kind === 'end' ? [step] : [];
  });
  if (ends.length === 0) return [];
  const places = placesIn(graph);
  const entering = edgesBy('to', graph.edges);
  return ends.flatMap((end) => {
    const x = leftOf(places[end.id]?.[0] ?? 0, end.width ?? 0);
    const unmoved = at(end, { ...end.position, x });
    const position = straightened(unmoved, (id) => steps.get(id), entering.get(end.id) ?? []);
    return position.x === end.position.x ? [] : [at(end, position)];
  });
}

/** How the wires run that lead to or from something that stands elsewhere than at rest. */
function waysOf(
  rest: Flow,
  nodes: readonly (StepNode | NoteNode)[],
  steps: ReadonlyMap<string, StepNode>,
): ReadonlyMap<string, Way> {
  const moved = new Set(nodes.flatMap((node, index) => (node === rest.nodes[index] ? [] : [node.id])));
  const boxes = [...steps.values()].map(boxOf);
  return new Map(
    rest.wires.flatMap((wire) => {
      const [source, target] = [steps.get(wire.source), steps.get(wire.target)];
      if (!source || !target || !(moved.has(source.id) || moved.has(target.id))) return [];
      return [[wire.id, wayOf(source, target, wire.sourceHandle ?? 'out', boxes)] as const];
    }),
  );
}
