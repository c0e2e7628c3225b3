/*
 * Drafts are edited structurally: an edit leaves the objects of what it does not change as they are. What was read from
 * one is therefore the same object as long as its source is, and what follows from it is worked out once. Only what is
 * marked here is remembered; a workflow that somebody built or read otherwise may be changed in place.
 */
const marked = new WeakSet<object>();

/** Marks something that is never changed in place. */
export function steady<Thing extends object>(thing: Thing): Thing {
  marked.add(thing);
  return thing;
}

export function isSteady(thing: object): boolean {
  return marked.has(thing);
}

/** What was made last of each steady thing, as long as all else that it was made of is identical. */
export class Memory<Made> {
  readonly #known = new WeakMap<object, { readonly of: readonly unknown[]; readonly made: Made }>();

  recall(thing: object, of: readonly unknown[], make: () => Made): Made {
    if (!isSteady(thing)) return make();
    const known = this.#known.get(thing);
    if (known?.of.length === of.length && of.every((each, at) => Object.is(each, known.of[at]))) return known.made;
    const made = make();
    this.#known.set(thing, { of, made });
    return made;
  }
}

/** One object for all equal texts, of the last few: so equal things that were made anew are found to be the same. */
export class Sameness {
  readonly #known = new Map<string, object>();
  readonly #most: number;

  constructor(most = 16) {
    this.#most = most;
  }

  of(text: string): object {
    const known = this.#known.get(text);
    if (known) return known;
    if (this.#known.size >= this.#most) this.#known.clear();
    const made = {};
    this.#known.set(text, made);
    return made;
  }
}
