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
