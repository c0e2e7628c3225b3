import { Duration, type Type } from '../../../expression/index.ts';
import { isInstant } from '../../../time/index.ts';
import { type Marks, noMarks, valuesAround } from './values.ts';

/** What a box is about: a field, the value of an expression, how two values stand to each other, or a bare yes or no. */
export type Place =
  | { readonly kind: 'field'; readonly path: readonly string[] }
  | { readonly kind: 'expression' | 'pair' | 'opaque'; readonly text: string };

/** Whether a comparison holds of a value of its box. */
export type Holds = (value: unknown) => boolean;

/** One comparison, as a question about a box. */
export interface Atom {
  readonly box: Box;
  readonly index: number;
}

/** A set of values of which every comparison says the same. */
export interface Cell {
  /** One of them. */
  readonly value: unknown;
  /** The answer of each atom of the box. */
  readonly answers: readonly boolean[];
}

/**
 * One dimension of the input space of conditions: a value, cut into the cells that the comparisons about it can tell
 * apart. The answers are asked of the comparisons themselves, so that a cell means exactly what they mean.
 */
export class Box {
  readonly key: string;
  readonly place: Place;
  /** What its values depend on, as dotted paths. */
  readonly reads: readonly string[];
  readonly #atoms: Holds[] = [];
  readonly #known = new Map<string, Atom>();
  readonly #marks: Marks = noMarks();
  readonly #fixed: readonly unknown[] | undefined;
  #type: Type | undefined;
  #only: { readonly value: unknown } | undefined;
  #cells: { readonly known: readonly Cell[] | undefined } | undefined;

  constructor(key: string, place: Place, reads: readonly string[], values?: readonly unknown[]) {
    this.key = key;
    this.place = place;
    this.reads = reads;
    this.#fixed = values;
  }

  /** The comparison of an id; the same id is the same comparison. `mark` says where its answer changes. */
  atom(id: string, holds: Holds, mark: (marks: Marks) => void = () => undefined): Atom {
    const known = this.#known.get(id);
    if (known) return known;
    const atom = { box: this, index: this.#atoms.push(holds) - 1 };
    this.#known.set(id, atom);
    mark(this.#marks);
    this.#cells = undefined;
    return atom;
  }

  /** Nothing but values of this type, and none, can be there. */
  restrict(type: Type): void {
    this.#type = type;
    this.#cells = undefined;
  }

  /** The cells; undefined where nothing can be said of so many comparisons. */
  get cells(): readonly Cell[] | undefined {
    this.#cells ??= { known: this.#cut() };
    return this.#cells.known;
  }

  /** It is this and nothing else. */
  assume(value: unknown): void {
    this.#only = { value };
    this.#cells = undefined;
  }

  /** Whether a value is there, and of the kind that it is compared with. */
  isUsual(value: unknown): boolean {
    const { numbers, texts } = this.#marks;
    if (numbers.size > 0) return typeof value === 'number' || value instanceof Duration;
    return texts.size === 0 || typeof value === 'string' || value instanceof Duration;
  }

  #cut(): readonly Cell[] | undefined {
    const type = this.#type;
    for (const each of type?.values ?? []) this.#marks.points.add(each);
    const values = this.#only
      ? [this.#only.value]
      : (this.#fixed ?? valuesAround(this.#marks, this.place.kind === 'expression'));
    const found = new Map<string, Cell>();
    for (const value of values ?? []) {
      if (type && !fits(value, type)) continue;
      let key = '';
      for (const holds of this.#atoms) key += holds(value) ? '1' : '0';
      if (!found.has(key)) found.set(key, { value, answers: [...key].map((each) => each === '1') });
    }
    return values ? [...found.values()] : everyAnswer(this.#atoms.length);
  }
}

const FREE_MAX = 8;
/** Stands for a value that nobody can name. */
export const SOMETHING: unique symbol = Symbol('something');

/** A cell for every combination of answers, where the comparisons cut across each other: any must be thought possible. */
function everyAnswer(count: number): readonly Cell[] | undefined {
  if (count > FREE_MAX) return undefined;
  return Array.from({ length: 2 ** count }, (_, bits) => ({
    value: SOMETHING,
    answers: Array.from({ length: count }, (_each, at) => ((bits >> at) & 1) === 1),
  }));
}

/** Whether a value of a field may be there, as far as its type is certain; a field may always be missing. */
function fits(value: unknown, type: Type): boolean {
  if (value === undefined || value === null) return true;
  switch (type.kind) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string' && (type.values?.includes(value) ?? true);
    case 'instant':
      return typeof value === 'string' && isInstant(value);
    default:
      return true;
  }
}
