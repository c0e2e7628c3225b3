/** An end of an edge, split: `late.resolved:rebooked` is node `late`, port `resolved:rebooked`. */
export function splitEnd(end: string): { nodeId: string; port: string } {
  const dot = end.indexOf('.');
  return dot < 0 ? { nodeId: end, port: '' } : { nodeId: end.slice(0, dot), port: end.slice(dot + 1) };
}
