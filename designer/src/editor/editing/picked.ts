import type { DraftGraph } from '@slipway/shared/workflow/edit';
import type { Selection } from '../document.ts';
import { readEnd } from '../ends.ts';
import { noteNodeId } from '../notes.ts';

interface Placed {
  readonly id: string;
  readonly position: { readonly x: number; readonly y: number };
}

/** What is picked when these cards are. */
export function selectionOf(cards: readonly string[]): Pick<Selection, 'nodes' | 'notes'> {
  const note = noteNodeId('');
  return {
    nodes: cards.filter((id) => !id.startsWith(note)),
    notes: cards.filter((id) => id.startsWith(note)).map((id) => id.slice(note.length)),
  };
}

/** Who gets the focus of what is removed: the step that leads to it, else one that it leads to. */
export function heirOf(graph: DraftGraph, { nodes, wires }: Selection): string | undefined {
  const gone = new Set(nodes);
  const ends = graph.edges.map((edge) => [readEnd(edge.from).node, readEnd(edge.to).node] as const);
  const left = (id: string) => !gone.has(id);
  const before = ends.find(([from, to]) => gone.has(to) && left(from))?.[0];
  const after = ends.find(([from, to]) => gone.has(from) && left(to))?.[1];
  return before ?? after ?? (wires[0] === undefined ? undefined : readEnd(wires[0]).node);
}

/** The nearest card in that direction, where no wire leads on. */
export function nearest(cards: readonly Placed[], from: string, key: string): string | undefined {
  const here = cards.find((card) => card.id === from)?.position;
  if (!here) return undefined;
  const upright = key === 'ArrowUp' || key === 'ArrowDown';
  const sign = key === 'ArrowUp' || key === 'ArrowLeft' ? -1 : 1;
  const distance = ({ x, y }: Placed['position']) => {
    const [along, aside] = upright ? [y - here.y, x - here.x] : [x - here.x, y - here.y];
    return along * sign > 0 ? along * sign + 2 * Math.abs(aside) : Number.POSITIVE_INFINITY;
  };
  const [best] = cards
    .filter((card) => card.id !== from)
    .map((card) => ({ id: card.id, far: distance(card.position) }))
    .sort((a, b) => a.far - b.far);
  return best && best.far < Number.POSITIVE_INFINITY ? best.id : undefined;
}
