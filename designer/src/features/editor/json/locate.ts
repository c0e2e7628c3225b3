import { type Node, parseTree } from 'jsonc-parser';

/** Where a value stands in a JSON text, in UTF-16 units; `keyFrom` is where its key begins, for the member of an object. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly keyFrom: number;
}

/** Where every value of a JSON text stands, by its JSON pointer. Of text that is broken, what can still be told apart. */
export function locate(text: string): ReadonlyMap<string, Span> {
  const found = new Map<string, Span>();
  try {
    const root = parseTree(text, [], { disallowComments: true });
    if (root) place(found, '', root, root.offset);
  } catch (error) {
    // Nested beyond the stack, and so beyond any document that is taken in.
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}

/** The innermost value around an offset, by its pointer. */
export function pointerAt(spans: ReadonlyMap<string, Span>, offset: number): string {
  let best = '';
  for (const [pointer, span] of spans)
    if (span.keyFrom <= offset && offset <= span.to && pointer.length >= best.length) best = pointer;
  return best;
}

/** The span of a pointer, or of the nearest value around it that is there. */
export function nearestSpan(spans: ReadonlyMap<string, Span>, pointer: string): Span | undefined {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const span = spans.get(at);
    if (span || at === '') return span;
  }
}

function place(found: Map<string, Span>, pointer: string, node: Node, keyFrom: number): void {
  found.set(pointer, { from: node.offset, to: node.offset + node.length, keyFrom });
  for (const [index, child] of (node.children ?? []).entries()) {
    if (node.type === 'array') {
      place(found, `${pointer}/${index}`, child, child.offset);
      continue;
    }
    const [key, value] = child.children ?? [];
    if (key && value) place(found, `${pointer}/${escaped(String(key.value))}`, value, key.offset);
  }
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
