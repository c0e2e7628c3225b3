import { NODE_KINDS } from '../kinds/catalogue.ts';
import { splitEnd } from '../split-end.ts';
import { type Draft, type DraftEdge, edgesOf, isEdge, nodeOf } from './draft.ts';
import { withField, withList } from './fields.ts';
import { addNode, type NewNode, nextNodeId } from './nodes.ts';
import { isKnown, mainPort, portsOfDraft } from './ports.ts';

/** A wire by its ends: `<node>.<port>` to `<node>.in`. */
export interface Wire {
  readonly from: string;
  readonly to: string;
}

const isWire =
  (wire: Wire) =>
  (item: unknown): item is DraftEdge =>
    isEdge(item) && item.from === wire.from && item.to === wire.to;

/** The ports by which tokens leave a step as it is configured; none where its kind or configuration cannot be read. */
export function portsIn(draft: Draft, id: string): readonly string[] {
  const node = nodeOf(draft, id);
  return node ? portsOfDraft(node.kind, node.config) : [];
}

/** Whether a wire may be drawn: from a step to another one that has an input, and not twice. */
export function canConnect(draft: Draft, wire: Wire): boolean {
  const from = splitEnd(wire.from);
  const target = nodeOf(draft, splitEnd(wire.to).nodeId);
  if (!target || !nodeOf(draft, from.nodeId) || target.id === from.nodeId) return false;
  if (isKnown(target.kind) && !NODE_KINDS[target.kind].input) return false;
  return !edgesOf(draft).some(isWire(wire));
}

/** Draws a wire; where it may not be drawn nothing changes. */
export function connect(draft: Draft, { from, to }: Wire): Draft {
  return canConnect(draft, { from, to }) ? withList(draft, 'edges', (edges) => [...edges, { from, to }]) : draft;
}

export function disconnect(draft: Draft, wires: readonly Wire[]): Draft {
  return withList(draft, 'edges', (edges) => edges.filter((item) => !wires.some((wire) => isWire(wire)(item))));
}

/** Leads a wire from or to elsewhere; it keeps its place in the list and its own fields. */
export function reconnect(draft: Draft, wire: Wire, next: Wire): Draft {
  if (!canConnect(draft, next)) return draft;
  const moved = (edge: DraftEdge) => withField(withField(edge, 'edge', 'from', next.from), 'edge', 'to', next.to);
  return withList(draft, 'edges', (edges) => edges.map((item) => (isWire(wire)(item) ? moved(item) : item)));
}

/** Adds a step and leads a wire to it from a port; a step without an input is added without one. */
export function addAfter(draft: Draft, from: string, node: NewNode): Draft {
  const id = nextNodeId(draft, node.kind);
  return connect(addNode(draft, node), { from, to: `${id}.in` });
}

/** Puts a new step into a wire: the wire leads to it, and from its main port on to where the wire led. */
export function insertOnEdge(draft: Draft, wire: Wire, node: NewNode): Draft {
  if (!edgesOf(draft).some(isWire(wire)) || !NODE_KINDS[node.kind].input) return draft;
  const id = nextNodeId(draft, node.kind);
  const added = addNode(draft, node);
  const port = mainPort(portsIn(added, id));
  const led = reconnect(added, wire, { from: wire.from, to: `${id}.in` });
  return port === undefined ? led : connect(led, { from: `${id}.${port}`, to: wire.to });
}
