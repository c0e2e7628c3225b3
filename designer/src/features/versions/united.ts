import type { Graph } from '@slipway/shared/api';
import type { Difference } from '@slipway/shared/workflow/diff';
import type { DraftGraph, DraftNode } from '@slipway/shared/workflow/edit';
import { readEnd } from '../../editor/ends.ts';
import { placesIn } from '../../editor/flow-mapping.ts';
import type { Marks, NodeMark } from '../../editor/marks.ts';
import { noteNodeId } from '../../editor/notes.ts';

type Place = readonly [number, number];
type Places = Readonly<Record<string, Place>>;

/** Two versions as one picture: the newer as it is drawn, and what is gone where it stood beside what is still there. */
export function unite(before: DraftGraph, after: DraftGraph): DraftGraph {
  const kept = new Set(after.nodes.map(({ id }) => id));
  const gone = before.nodes.filter(({ id }) => !kept.has(id));
  const edges = new Map([...after.edges, ...before.edges].map((edge) => [`${edge.from}>${edge.to}`, edge]));
  const notes = new Map([...(before.notes ?? []), ...(after.notes ?? [])].map((note) => [note.id, note]));
  const places = { ...placesIn(after as unknown as Graph) };
  for (const node of gone) places[node.id] = standing(node, before, places);
  return {
    ...after,
    nodes: [...after.nodes, ...gone],
    edges: [...edges.values()],
    notes: [...notes.values()],
    layout: places as Record<string, [number, number]>,
  };
}

const CARD = { width: 264, height: 118 } as const;
const ASIDE = 300;

/** Where a step that is gone is shown: moved as its neighbours were since, and beside what stands there now. */
function standing(node: DraftNode, before: DraftGraph, places: Places): Place {
  const was = placesIn(before as unknown as Graph);
  const neighbours = before.edges
    .map((edge) => [readEnd(edge.from).node, readEnd(edge.to).node] as const)
    .flatMap(([from, to]) => (from === node.id ? [to] : to === node.id ? [from] : []));
  const shifts = neighbours.flatMap((id): readonly Place[] => {
    const [old, now] = [was[id], places[id]];
    return old && now ? [[now[0] - old[0], now[1] - old[1]]] : [];
  });
  const mean = (axis: 0 | 1) =>
    shifts.length === 0 ? 0 : Math.round(shifts.reduce((sum, shift) => sum + shift[axis], 0) / shifts.length);
  const [x, y] = was[node.id] ?? [0, 0];
  return freeBeside([x + mean(0), y + mean(1)], Object.values(places));
}

/** The nearest place to the right or left where no card stands. */
function freeBeside([x, y]: Place, taken: readonly Place[]): Place {
  for (let away = 0; away <= taken.length; away += 1)
    for (const side of away === 0 ? [0] : [1, -1]) {
      const place: Place = [x + side * away * ASIDE, y];
      if (!taken.some((other) => overlap(place, other))) return place;
    }
  return [x, y];
}

const overlap = (a: Place, b: Place) => Math.abs(a[0] - b[0]) < CARD.width && Math.abs(a[1] - b[1]) < CARD.height;

/** What is drawn on the cards and wires of that picture. */
export function marksOf(differences: readonly Difference[]): Marks {
  const nodes: Record<string, NodeMark> = {};
  const wires: Record<string, 'added' | 'removed'> = {};
  for (const difference of differences) {
    for (const wire of difference.wires.added) wires[wire] = 'added';
    for (const wire of difference.wires.removed) wires[wire] = 'removed';
    // A step that was changed and moved is a changed one.
    for (const id of difference.nodes) nodes[id] ??= { state: 'rest', order: 0, change: difference.change };
  }
  return { nodes, lit: new Set(), path: false, wires };
}

/** The card to look at for a difference; none where it concerns the workflow as a whole. */
export function placeOf(difference: Difference | undefined): string | undefined {
  return difference?.of === 'note' ? noteNodeId(difference.key.slice('note:'.length)) : difference?.node;
}
