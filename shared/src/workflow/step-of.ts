/**
 * The step on the canvas that a node of a program belongs to: what a subflow is made of is called `<step>/<inner id>`, and
 * `a/b/c` is inside the step `a`.
 */
export function stepOf(nodeId: string): string {
  const slash = nodeId.indexOf('/');
  return slash < 0 ? nodeId : nodeId.slice(0, slash);
}
