import { readEnd } from './ends.ts';

interface Shape {
  readonly nodes: readonly { readonly id: string }[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

const COLUMN = 300;
const ROW = 145;

/**
 * Places for a graph that brings none: each step in the row after its latest predecessor, side by side in a row. Loops
 * are followed once. Iterative, so a chain of ten thousand steps does not overflow.
 */
export function layered(graph: Shape): Record<string, [number, number]> {
  const next = new Map<string, string[]>(graph.nodes.map((node) => [node.id, []]));
  const waiting = new Map<string, number>(graph.nodes.map((node) => [node.id, 0]));
  for (const edge of graph.edges) {
    const target = readEnd(edge.to).node;
    next.get(readEnd(edge.from).node)?.push(target);
    waiting.set(target, (waiting.get(target) ?? 0) + 1);
  }
  const row = new Map<string, number>();
  const queue = graph.nodes.filter((node) => waiting.get(node.id) === 0).map((node) => node.id);
  const placed = new Set(queue);
  for (const id of queue) row.set(id, 0);
  for (let at = 0; at < graph.nodes.length; at++) {
    // Inside a loop nobody is ever without a predecessor: take the first that was not placed.
    const id = queue[at] ?? graph.nodes.find((node) => !placed.has(node.id))?.id;
    if (id === undefined) break;
    if (at >= queue.length) queue.push(id);
    placed.add(id);
    for (const target of next.get(id) ?? []) {
      row.set(target, Math.max(row.get(target) ?? 0, placed.has(target) ? 0 : (row.get(id) ?? 0) + 1));
      const left = (waiting.get(target) ?? 0) - 1;
      waiting.set(target, left);
      if (left === 0 && !placed.has(target)) {
        queue.push(target);
        placed.add(target);
      }
    }
  }
  const filled = new Map<number, number>();
  return Object.fromEntries(
    graph.nodes.map(({ id }) => {
      const y = row.get(id) ?? 0;
      const column = filled.get(y) ?? 0;
      filled.set(y, column + 1);
      return [id, [column * COLUMN, y * ROW] as [number, number]];
    }),
  );
}
