import { same } from '../diff/fields.ts';
import { splitEnd } from '../split-end.ts';
import { conditionsAskedBy } from './conditions.ts';
import { type Draft, type DraftNode, edgesOf, nodesOf } from './draft.ts';

/**
 * The steps that are new, configured differently or wired differently than in `base`, or that ask a named condition which
 * asks something else now. Places and titles of others do not count, nor does the order in which fields are written.
 */
export function changedNodes(base: Draft, draft: Draft): ReadonlySet<string> {
  if (base === draft) return new Set();
  const before = new Map(nodesOf(base).map((node) => [node.id, node]));
  const [wiresBefore, wires] = [wiresByNode(base), wiresByNode(draft)];
  return new Set(
    nodesOf(draft)
      .filter(
        (node) =>
          differs(before.get(node.id), node) ||
          !same(wiresBefore.get(node.id), wires.get(node.id)) ||
          asksOtherwise(base, draft, node),
      )
      .map((node) => node.id),
  );
}

function differs(before: DraftNode | undefined, node: DraftNode): boolean {
  return before !== node && !same(before, node);
}

function asksOtherwise(base: Draft, draft: Draft, node: DraftNode): boolean {
  if (base.conditions === draft.conditions) return false;
  return !same(conditionsAskedBy(base, [node]), conditionsAskedBy(draft, [node]));
}

function wiresByNode(draft: Draft): ReadonlyMap<string, readonly string[]> {
  const wires = new Map<string, string[]>();
  for (const { from, to } of edgesOf(draft)) {
    const { nodeId } = splitEnd(from);
    wires.set(nodeId, [...(wires.get(nodeId) ?? []), `${from}>${to}`].sort());
  }
  return wires;
}
