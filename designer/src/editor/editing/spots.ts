import type { DraftGraph, Place, Places } from '@slipway/shared/workflow/edit';
import { readEnd } from '../ends.ts';
import { placesIn } from '../flow-mapping.ts';

export const COLUMN = 300;
export const ROW = 130;
const CLEAR_X = 270;
const CLEAR_Y = 110;

/** The nearest spot to the right of the wished one where no card stands. */
export function freeSpot(graph: DraftGraph, [x, y]: Place): Place {
  const taken = Object.values(placesIn(graph));
  const isFree = (at: number) =>
    !taken.some((place) => Math.abs(place[0] - at) < CLEAR_X && Math.abs(place[1] - y) < CLEAR_Y);
  for (let at = x; ; at += COLUMN) if (isFree(at)) return [at, y];
}

/** Ports that lead off the straight way, and to which side. */
const SIDE: Readonly<Record<string, number>> = { no: -1, failed: 1, timeout: 1, met: 1, cleared: 1 };

/** Where a step after this port is put: below for the main way, a column aside for the others. */
export function spotAfter(graph: DraftGraph, node: string, port: string): Place {
  const [x, y] = placesIn(graph)[node] ?? [0, 0];
  const side = SIDE[port] ?? 0;
  const wished: Place = [x + side * COLUMN, y + ROW];
  return side < 0 ? leftSpot(graph, wished) : freeSpot(graph, wished);
}

function leftSpot(graph: DraftGraph, [x, y]: Place): Place {
  const taken = Object.values(placesIn(graph));
  for (let at = x; ; at -= COLUMN)
    if (!taken.some((place) => Math.abs(place[0] - at) < CLEAR_X && Math.abs(place[1] - y) < CLEAR_Y)) return [at, y];
}

export interface Gap {
  readonly at: Place;
  /** Steps that make room, with where they go. */
  readonly moved: Places;
}

/** Room for a step in a wire: between its ends, and where those stand too near, what comes after moves down. */
export function gapIn(graph: DraftGraph, wire: { readonly from: string; readonly to: string }): Gap {
  const places = placesIn(graph);
  const source = places[readEnd(wire.from).node] ?? [0, 0];
  const targetId = readEnd(wire.to).node;
  const target = places[targetId] ?? [0, 0];
  const below = target[1] - source[1];
  if (below >= 2 * ROW - 10) return { at: [target[0], source[1] + below / 2], moved: {} };
  if (below <= 0) return { at: freeSpot(graph, [source[0], source[1] + ROW]), moved: {} };
  const shift = 2 * ROW - below;
  const moved = [...reachable(graph, targetId)].flatMap((id) => {
    const place = places[id];
    return place && place[1] >= target[1] ? [[id, [place[0], place[1] + shift]] as const] : [];
  });
  return { at: [target[0], source[1] + ROW], moved: Object.fromEntries(moved) };
}

function reachable(graph: DraftGraph, from: string): ReadonlySet<string> {
  const next = new Map<string, string[]>();
  for (const edge of graph.edges) {
    const { node } = readEnd(edge.from);
    next.set(node, [...(next.get(node) ?? []), readEnd(edge.to).node]);
  }
  const found = new Set([from]);
  const queue = [from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop())
    for (const to of next.get(id) ?? [])
      if (!found.has(to)) {
        found.add(to);
        queue.push(to);
      }
  return found;
}

const SNAP = 8;
const GUIDE_REACH = 6;

export interface Snapped {
  readonly at: Place;
  /** The column and row of another step that it was drawn to. */
  readonly column: number | undefined;
  readonly row: number | undefined;
}

/** The spot that a dragged card snaps to: the column or row of another card when it is near, else the grid. */
export function snapped([x, y]: Place, others: readonly Place[]): Snapped {
  // One walk without lists between: it is asked in every frame of a drag.
  const near = (value: number, axis: 0 | 1) => {
    let nearest: number | undefined;
    for (const place of others) {
      const far = Math.abs(place[axis] - value);
      if (far <= GUIDE_REACH && (nearest === undefined || far < Math.abs(nearest - value))) nearest = place[axis];
    }
    return nearest;
  };
  const column = near(x, 0);
  const row = near(y, 1);
  const grid = (value: number) => Math.round(value / SNAP) * SNAP;
  return { at: [column ?? grid(x), row ?? grid(y)], column, row };
}
