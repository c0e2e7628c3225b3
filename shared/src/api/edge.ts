/** The name of an edge in `lit`: `<node>.<port>><node>.<port>`, as the engine writes it. */
export function edgeId(edge: { readonly from: string; readonly to: string }): string {
  return `${edge.from}>${edge.to}`;
}
