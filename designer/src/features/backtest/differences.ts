import { differs, type OldNew } from '../../editor/comparison.ts';
import type { GraphNode } from '../../editor/node-kinds/index.ts';
import type { Compared } from './compare-graphs.ts';

/** A step to stop at on the way through what differs. */
export interface Difference {
  readonly node: GraphNode;
  readonly number: number;
  /** Whether the step itself is not the same. */
  readonly changed: boolean;
  readonly counts: OldNew | undefined;
  /** The ports by which runs leave it more or less often. */
  readonly ports: readonly { readonly port: string; readonly counts: OldNew }[];
}

/** Every step that is not the same, or that runs come by or leave differently, in the order of their numbers. */
export function differencesOf({ graph, comparison, changed }: Compared): readonly Difference[] {
  return graph.nodes
    .map((node, at) => ({
      node,
      number: typeof node.number === 'number' ? node.number : at + 1,
      changed: changed.has(node.id),
      counts: comparison?.nodes[node.id],
      ports: Object.entries(comparison?.ports ?? {}).flatMap(([name, counts]) =>
        name.startsWith(`${node.id}.`) && differs(counts) ? [{ port: name.slice(node.id.length + 1), counts }] : [],
      ),
    }))
    .filter(({ changed: other, counts, ports }) => other || differs(counts) || ports.length > 0)
    .sort((a, b) => a.number - b.number);
}

/** The place to go on to, round and round; -1 stands before the first. */
export function stepOn(at: number, by: 1 | -1, count: number): number {
  if (count === 0) return -1;
  if (at < 0) return by === 1 ? 0 : count - 1;
  return (at + by + count) % count;
}
