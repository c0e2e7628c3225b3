import type { Flow, StepNode, WireEdge } from './flow.ts';
import { type Box, type Point, routeWire } from './wires.ts';

/** About as much room as a chip with two counts takes. */
const ROOM = { width: 50, height: 24 };
/** A stretch on which a chip would hide the bend at either end is none to stand on. */
const SHORTEST = 20;

/** The wires with their chips where they do not cover one another, as far as their ways have the room. */
export function chipsApart(flow: Flow): readonly WireEdge[] {
  const cards = flow.nodes
    .filter((node): node is StepNode => node.type === 'step')
    .map(({ position, width = 0, height = 0 }) => ({ ...position, width, height }));
  const taken: Point[] = [];
  return flow.wires.map((wire) => {
    if (!wire.data) return wire;
    const places = placesOn(routeWire(wire.data.start, wire.data.end, cards));
    const chipAt =
      places.find(
        (place) => cards.every((card) => !covers(place, card)) && taken.every((other) => apart(place, other)),
      ) ?? wire.data.chipAt;
    taken.push(chipAt);
    return { ...wire, data: { ...wire.data, chipAt } };
  });
}

/** Middles of the stretches of a way, the longest first, then points nearer to their ends. */
function placesOn(corners: readonly Point[]): readonly Point[] {
  const stretches = corners
    .slice(1)
    .flatMap((b, at) => {
      const a = corners[at];
      return a ? [{ a, b, length: Math.abs(a.x - b.x) + Math.abs(a.y - b.y) }] : [];
    })
    .sort((one, other) => other.length - one.length)
    .filter(({ length }, at) => at === 0 || length >= SHORTEST);
  return [0.5, 0.25, 0.75, 0, 1].flatMap((part) =>
    stretches.map(({ a, b }) => ({ x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part })),
  );
}

/** Whether a chip there would lie on a card. */
const covers = ({ x, y }: Point, card: Box): boolean =>
  x > card.x && x < card.x + card.width && y > card.y - CLEAR && y < card.y + card.height + CLEAR;
const CLEAR = 6;

const apart = (a: Point, b: Point): boolean => Math.abs(a.x - b.x) >= ROOM.width || Math.abs(a.y - b.y) >= ROOM.height;
