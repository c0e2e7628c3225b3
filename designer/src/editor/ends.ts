/** An end of an edge as it is written: `<node>.<port>`. A port may hold a colon, never a dot. */
export interface End {
  readonly node: string;
  readonly port: string;
}

/** Splits an end at its dot. Beside the language's own so that the canvas does not load its schemas. */
export function readEnd(end: string): End {
  const dot = end.indexOf('.');
  return dot < 0 ? { node: end, port: '' } : { node: end.slice(0, dot), port: end.slice(dot + 1) };
}

interface Edge {
  readonly from: string;
  readonly to: string;
}

/** An edge as it is drawn: its id, as `edgeId` of the API makes it, and both of its ends. */
export interface EdgeEnds {
  readonly id: string;
  readonly from: End;
  readonly to: End;
}

const known = new WeakMap<Edge, EdgeEnds>();

/** What an edge connects. An edge is never changed but replaced, so it is read once and not at every change of the graph. */
export function endsOf(edge: Edge): EdgeEnds {
  const before = known.get(edge);
  if (before) return before;
  const ends = { id: `${edge.from}>${edge.to}`, from: readEnd(edge.from), to: readEnd(edge.to) };
  known.set(edge, ends);
  return ends;
}
