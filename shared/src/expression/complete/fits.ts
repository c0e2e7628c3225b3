import { ANYTHING, checkTyped, type Type, type TypeScope, type Wanted } from '../check/index.ts';
import { parseExpression } from '../parser.ts';
import { closers, tokensOf } from './tokens.ts';

/** How well a value goes into a place: as it is, or with more behind it (`subject.eta` where `subject.eta > now` goes), or not. */
export type Fitting = 'fits' | 'partly' | 'not';

/** Stands for what would be written; no name of a workflow begins like it. */
const SLOT = '__here';
const OTHER = '__other';
/** A value that begins a part of an expression, with nothing behind it yet, may go on by any of these. */
const BEGINS = /(?:^|[([{,?:]|&&|\|\|)\s*$/;
const GOES_ON = /^\s*(?:$|[)\]},:]|&&|\|\||\?)/;
export const CONTINUED = [` == ${OTHER}`, ` - ${OTHER}`, ` + ${OTHER}`, ` * ${OTHER}`, ` ? ${OTHER} : ${OTHER}`];

/**
 * Asks the checker itself whether a value of some type can stand somewhere: nothing may be wrong with it there that is
 * not wrong with a value of which nothing is known. What is not written to its end yet is closed for that.
 */
export class Slot {
  readonly #scope: TypeScope;
  readonly #wanted: Wanted | undefined;
  readonly #before: string;
  readonly #after: string | undefined;
  readonly #known: ReadonlySet<string>;
  readonly #goesOn: boolean;
  readonly #told = new Map<string, Fitting>();

  constructor(source: string, at: { readonly from: number; readonly to: number }, scope: TypeScope, wanted?: Wanted) {
    this.#before = source.slice(0, at.from);
    this.#scope = scope;
    this.#wanted = wanted;
    const close = closers(tokensOf(this.#before));
    const endings = [source.slice(at.to), close, ` : null${close}`];
    this.#after = endings.find((after) => parseExpression(`${this.#before}${SLOT}${after}`).ok);
    this.#known = new Set(this.#problems(SLOT, ANYTHING).map(keyOf));
    this.#goesOn = GOES_ON.test(this.#after ?? '') && BEGINS.test(this.#before);
  }

  /** Whether a value of the type goes here; what is written out can be told instead of a type. */
  fits(type: Type, text?: string): Fitting {
    const key = text ?? typeKey(type);
    const told = this.#told.get(key);
    if (told) return told;
    const fitting = this.#holds(text ?? SLOT, type)
      ? 'fits'
      : this.#goesOn && CONTINUED.some((more) => this.#holds(`${text ?? SLOT}${more}`, type))
        ? 'partly'
        : 'not';
    this.#told.set(key, fitting);
    return fitting;
  }

  #holds(text: string, type: Type): boolean {
    return this.#problems(text, type).every((problem) => this.#known.has(keyOf(problem)));
  }

  #problems(text: string, type: Type) {
    // Of what cannot be read nothing is known.
    if (this.#after === undefined) return [];
    const scope = { ...this.#scope, [SLOT]: type, [OTHER]: ANYTHING };
    return checkTyped(`${this.#before}${text}${this.#after}`, scope, this.#wanted).problems;
  }
}

/** Messages of one place differ by what they are about; their last words are where in the text that is. */
const keyOf = ({ code, message }: { readonly code: string; readonly message: string }): string =>
  `${code} ${message.replace(/ \(character \d+\)\.$/, '')}`;

const keys = new WeakMap<Type, string>();
let count = 0;

/** Types of the same kind and marks are asked about once; objects one by one. */
function typeKey(type: Type): string {
  const { kind, values, plain, likely, fields, item } = type;
  if (!fields && !item) return `${kind} ${plain} ${likely} ${values?.join('|')}`;
  const known = keys.get(type);
  if (known) return known;
  count += 1;
  keys.set(type, `#${count}`);
  return `#${count}`;
}
