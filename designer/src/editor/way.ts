import type { Flow, StepNode, Stood, WireEdge } from './flow.ts';
import { SLOT } from './slot.ts';
import { type Box, chipPoint, type Point, routeWire, type Way, wirePath } from './wires.ts';

const PORT_BELOW = 4;

export function boxOf(node: StepNode): Box {
  return { ...node.position, width: node.width ?? SLOT, height: node.height ?? 0 };
}

/** The way of a wire between two cards, past the others; where it is `known` how it ran between these ends, that. */
export function wayOf(source: StepNode, target: StepNode, port: string, boxes: readonly Box[], known?: Way): Way {
  const place = source.data.ports.find((one) => one.name === port);
  const from = boxOf(source);
  const to = boxOf(target);
  const start = {
    x: from.x + from.width / 2 + (place?.dx ?? 0),
    y: from.y + from.height + PORT_BELOW + (place?.named ? 8 : 0),
  };
  const end = { x: to.x + to.width / 2, y: to.y - 4 };
  if (known && isAt(known.start, start) && isAt(known.end, end)) return known;
  const points = routeWire(start, end, boxes);
  return { path: wirePath(points), chipAt: chipPoint(points), start, end };
}

/** All wires, where every card stands as it stood: the way of each is found as it was. */
export function standingWays(
  before: Flow | undefined,
  stood: Stood,
  nodes: readonly StepNode[],
): ReadonlyMap<string, WireEdge> | undefined {
  if (!before) return undefined;
  const stands = nodes.every((node) => {
    const known = stood.get(node.id);
    return known && known.width === node.width && known.height === node.height && isAt(known.position, node.position);
  });
  const steps = before.nodes.filter((node) => node.type === 'step').length;
  if (!stands || steps !== nodes.length) return undefined;
  return new Map(before.wires.map((wire) => [wire.id, wire]));
}

export const isAt = (a: Point, b: Point): boolean => a.x === b.x && a.y === b.y;
