import { segmentsOf } from '@slipway/shared/expression/complete';

/** A text, and the part of it that is picked: where both are the same, the caret stands there. */
export interface Written {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Values that a form begins with and nobody has meant yet. */
const UNMEANT: ReadonlySet<string> = new Set(['', '0', '""', 'false']);

/**
 * The text with a path put in at the caret. What holds nothing but one `${…}` is replaced, and so is an expression that
 * nobody has written yet; inside of a `${…}` the path alone is written.
 */
export function insertPath(
  { text, from, to }: Written,
  path: string,
  template: boolean,
): { readonly text: string; readonly caret: number } {
  if (!template) {
    if (UNMEANT.has(text.trim())) return { text: path, caret: path.length };
    return put(text, from, to, path);
  }
  const segments = segmentsOf(text);
  const [only] = segments;
  const whole = `\${${path}}`;
  if (text.trim() === '' || (only && only.at === 2 && text.length === only.text.length + 3))
    return { text: whole, caret: whole.length };
  const inside = segments.some(({ at, text: source }) => at <= from && to <= at + source.length);
  return put(text, from, to, inside ? path : whole);
}

function put(text: string, from: number, to: number, what: string) {
  return { text: text.slice(0, from) + what + text.slice(to), caret: from + what.length };
}
