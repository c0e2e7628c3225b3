interface Placed {
  readonly id: string;
  readonly position: { readonly x: number; readonly y: number };
}

/**
 * The step that an arrow key leads to: down along an edge, up against one, left and right between steps that share a
 * predecessor or successor. Undefined where there is none, or for another key.
 */
export function neighbour(
  edges: readonly { readonly from: string; readonly to: string }[],
  nodes: readonly Placed[],
  at: string,
  key: string,
): string | undefined {
  const place = new Map(nodes.map((node) => [node.id, node.position]));
  const after = (id: string) => edges.filter((edge) => edge.from === id).map((edge) => edge.to);
  const before = (id: string) => edges.filter((edge) => edge.to === id).map((edge) => edge.from);
  const here = place.get(at);
  if (!here) return undefined;
  const nearest = (ids: readonly string[]) =>
    ids
      .filter((id) => id !== at && place.has(id))
      .sort((a, b) => Math.abs((place.get(a)?.x ?? 0) - here.x) - Math.abs((place.get(b)?.x ?? 0) - here.x))[0];
  if (key === 'ArrowDown') return nearest(after(at));
  if (key === 'ArrowUp') return nearest(before(at));
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
  const siblings = [...before(at).flatMap(after), ...after(at).flatMap(before)];
  const side = key === 'ArrowLeft' ? -1 : 1;
  return nearest(siblings.filter((id) => Math.sign((place.get(id)?.x ?? here.x) - here.x) === side));
}
