/** Where a value stands in a JSON text, in UTF-16 units; `keyFrom` is where its key begins, for the member of an object. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly keyFrom: number;
}

/** Where every value of a JSON text stands, by its JSON pointer. Of text that is broken, what stands before the break. */
export function locate(text: string): ReadonlyMap<string, Span> {
  const found = new Map<string, Span>();
  const reader = new Reader(text, found);
  try {
    reader.value('', reader.skip(0));
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
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

class Broken extends Error {}

/** Deeper than any document that is taken in; a text that goes on is as good as broken. */
const DEPTH_MAX = 100;

class Reader {
  readonly #text: string;
  readonly #found: Map<string, Span>;
  #depth = 0;

  constructor(text: string, found: Map<string, Span>) {
    this.#text = text;
    this.#found = found;
  }

  skip(at: number): number {
    let index = at;
    while (/\s/.test(this.#text[index] ?? '')) index += 1;
    return index;
  }

  /** Reads the value that begins at an offset; answers where it ends. */
  value(pointer: string, from: number, keyFrom = from): number {
    const open = this.#text[from];
    this.#depth += 1;
    if (open === undefined || this.#depth > DEPTH_MAX) throw new Broken();
    // Set before it is read, so that what is broken inside of it can still be found by what is around it.
    this.#found.set(pointer, { from, to: this.#text.length, keyFrom });
    const to =
      open === '{'
        ? this.#members(pointer, from, '}')
        : open === '['
          ? this.#members(pointer, from, ']')
          : open === '"'
            ? this.#string(from)
            : this.#word(from);
    this.#found.set(pointer, { from, to, keyFrom });
    this.#depth -= 1;
    return to;
  }

  #members(pointer: string, from: number, close: '}' | ']'): number {
    let at = this.skip(from + 1);
    if (this.#text[at] === close) return at + 1;
    for (let index = 0; ; index += 1) {
      const keyFrom = at;
      let name = String(index);
      if (close === '}') {
        if (this.#text[at] !== '"') throw new Broken();
        const end = this.#string(at);
        name = keyOf(this.#text.slice(at, end));
        at = this.skip(end);
        if (this.#text[at] !== ':') throw new Broken();
        at = this.skip(at + 1);
      }
      at = this.skip(this.value(`${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, at, keyFrom));
      if (this.#text[at] === close) return at + 1;
      if (this.#text[at] !== ',') throw new Broken();
      at = this.skip(at + 1);
    }
  }

  #string(from: number): number {
    for (let at = from + 1; at < this.#text.length; at += 1) {
      if (this.#text[at] === '\\') at += 1;
      else if (this.#text[at] === '"') return at + 1;
      else if (this.#text[at] === '\n') break;
    }
    throw new Broken();
  }

  #word(from: number): number {
    const word = /^[-+.\w]+/.exec(this.#text.slice(from, from + 400))?.[0];
    if (word === undefined) throw new Broken();
    return from + word.length;
  }
}

function keyOf(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}
