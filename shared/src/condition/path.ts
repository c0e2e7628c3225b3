import { FORBIDDEN_KEYS } from '../expression/index.ts';

/** One step of a path: an own key, a position in a list, or every entry (`[*]`). */
export type Segment =
  | { readonly kind: 'key'; readonly key: string }
  /** `key` is the position. */
  | { readonly kind: 'index'; readonly key: string }
  | { readonly kind: 'each' };

const PIECE = /(?:^|\.)([\p{L}\p{N}_-]+)|\[(\d{1,9})\]|\[\*\]/uy;

/**
 * Reads a path: an optional leading `$.`, dotted keys, `[0]` and `[*]`. No filters, no scripts, no search in depth.
 *
 * Returns the sentence for the user where it is anything else.
 */
export function parsePath(path: string): readonly Segment[] | string {
  const body = path.replace(/^\$(?:\.(?=[^.])|(?=\[)|$)/, '').replace(/^\.(?=[^.])/, '');
  const segments: Segment[] = [];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < body.length) {
    const at = PIECE.lastIndex;
    const match = PIECE.exec(body);
    if (!match)
      return `“${path.slice(0, 80)}” is not a path: write dotted fields, [0] or [*], such as $.stops[0].eta (at “${body.slice(at, at + 20)}”).`;
    const [, key, index] = match;
    if (key !== undefined && FORBIDDEN_KEYS.has(key)) return `“${key}” is not a field.`;
    if (key !== undefined) segments.push({ kind: 'key', key });
    else segments.push(index === undefined ? { kind: 'each' } : { kind: 'index', key: String(Number(index)) });
  }
  return segments;
}

/**
 * Follows a path over own fields. As in json-rules-engine a path on something that is no object is ignored; a field
 * that does not exist is `undefined`; a path with `[*]` gives a list, unless what it goes through does not exist.
 */
export function followPath(value: unknown, segments: readonly Segment[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  let at: unknown = value;
  for (const segment of segments) {
    if (segment.kind === 'each')
      return typeof at === 'object' && at !== null ? spread(at, segments.slice(segments.indexOf(segment))) : undefined;
    at = step(at, segment);
    if (at === undefined) return undefined;
  }
  return at;
}

function spread(value: object, segments: readonly Segment[]): unknown[] {
  let found: unknown[] = [value];
  for (const segment of segments) {
    if (segment.kind === 'each') found = found.flatMap(entries);
    else found = found.map((each) => step(each, segment)).filter((each) => each !== undefined);
  }
  return found;
}

function step(value: unknown, segment: Exclude<Segment, { kind: 'each' }>): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const { key } = segment;
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function entries(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}
