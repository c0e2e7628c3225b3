import type { Comparison, Shape } from '../../../condition/part.ts';
import { predicateOf } from '../../../condition/predicate-index/predicate.ts';
import type { Source } from '../../../condition/source.ts';
import { canonicalEventSchema } from '../../../event/index.ts';
import { Fault } from '../../../expression/fault.ts';
import type { Type } from '../../../expression/index.ts';
import { type Atom, Box, type Holds, type Place } from './box.ts';
import { boxOfExpression, formulaOfExpression } from './expression.ts';
import { all, any, type Formula, not, TRUE } from './formula.ts';
import { type Opposed, opposedOf } from './opposed.ts';
import type { Marks } from './values.ts';

/** What is certain of a field by its path; undefined where nothing is. */
export type TypeOf = (path: readonly string[]) => Type | undefined;

const ATTRIBUTES: ReadonlySet<string> = new Set(
  Object.keys(canonicalEventSchema.shape).filter((name) => name !== 'subject'),
);
/** Objects whose fields lie right below them: there a condition and an expression read the same. */
const FLAT: ReadonlySet<string> = new Set(['event', 'subject', 'previous', 'vars']);

/** How one value may stand to another: what each comparison says of it. `unfit`: no comparison holds, however it is decorated. */
const STANDINGS = ['less', 'same', 'more', 'apart', 'alike', 'loose', 'unfit'] as const;
type Standing = (typeof STANDINGS)[number];
const RELATIONS: Readonly<Record<string, readonly Standing[]>> = {
  lessThan: ['less'],
  lessThanInclusive: ['less', 'same', 'loose'],
  greaterThan: ['more'],
  greaterThanInclusive: ['more', 'same', 'loose'],
  equal: ['same', 'alike'],
  notEqual: ['less', 'more', 'apart', 'loose', 'unfit'],
};

/**
 * The input space of some conditions that are looked at together: a box for each thing that they ask about. What they ask
 * in a way that cannot be cut into cells is a box of its own whose answers are free, so that nothing is ever said to be
 * impossible which is not.
 */
export class Space {
  readonly #boxes = new Map<string, Box>();
  readonly #typeOf: TypeOf;
  /** What could not be cut into cells. */
  readonly opaque = new Set<string>();

  constructor(typeOf: TypeOf = () => undefined) {
    this.#typeOf = typeOf;
  }

  /** A compiled condition as a formula over this space. */
  formula(shape: Shape): Formula {
    switch (shape.kind) {
      case 'all':
        return all(shape.parts.map((part) => this.formula(part)));
      case 'any':
        return shape.parts.length === 0 ? TRUE : any(shape.parts.map((part) => this.formula(part)));
      case 'not':
        return not(this.formula(shape.part));
      case 'leaf':
        return this.#comparison(shape);
      case 'unknown':
        return this.#free('unknown', 'unknown');
    }
  }

  /** The box of a field; the fields of an event are known under two names. */
  field(path: readonly string[]): Box {
    const [root, ...rest] = path;
    const own = root === 'event' && ATTRIBUTES.has(rest[0] ?? '') ? rest : path;
    return this.#box(`field ${JSON.stringify(own)}`, { kind: 'field', path: own }, [own.join('.')]);
  }

  /** A field as an expression reads it. Deep below it the two differ where something on the way is no object. */
  expressionField(path: readonly string[]): Box {
    const [root] = path;
    const known =
      path.length <= 1 || (FLAT.has(root ?? '') && path.length === 2) || path.slice(0, 2).join('.') === 'event.data';
    if (known && path.length <= 3) return this.field(path);
    return this.#box(`deep ${JSON.stringify(path)}`, { kind: 'field', path }, [path.join('.')]);
  }

  expression(key: string, text: string, reads: readonly string[]): Box {
    return this.#box(`expression ${key}`, { kind: 'expression', text }, reads);
  }

  pair(key: string, text: string, reads: readonly string[], values: readonly unknown[]): Box {
    return this.#box(`pair ${key}`, { kind: 'pair', text }, reads, values);
  }

  get boxes(): readonly Box[] {
    return [...this.#boxes.values()];
  }

  #comparison(leaf: Comparison): Formula {
    const known = leaf.left.computed ? formulaOfExpression(this, leaf) : undefined;
    if (known) return known;
    const opposed = opposedOf(leaf);
    if (opposed) return this.#opposed(leaf, opposed);
    if (!leaf.fixed) return this.#against(leaf);
    const predicate = predicateOf(leaf, true);
    const holds: Holds = (value) => leaf.holds(value instanceof Fault ? undefined : value, NO_FACTS);
    const id = `${leaf.operator} ${JSON.stringify(leaf.value)}`;
    const box = this.#boxOf(leaf.left);
    if (predicate.kind === 'points') return asked(box.atom(id, holds, ({ points }) => addAll(points, predicate.marks)));
    if (predicate.kind === 'numbers')
      return asked(box.atom(id, holds, ({ numbers }) => addAll(numbers, predicate.marks)));
    if (predicate.kind === 'texts') return asked(box.atom(id, holds, ({ texts }) => addAll(texts, predicate.marks)));
    const mark = markOf(leaf);
    return mark ? asked(box.atom(id, holds, mark)) : this.#free(`${leaf.left.key} ${id}`, `${leaf.operator}`);
  }

  /** A comparison between two values that are both only known when facts are. */
  #against(leaf: Comparison): Formula {
    const decorators = leaf.operator.split(':');
    const relation = RELATIONS[decorators.pop() ?? ''];
    const key = `${leaf.left.key} ${leaf.right.key}`;
    if (!relation || decorators.some((each) => each !== 'not'))
      return this.#free(`${key} ${leaf.operator}`, leaf.operator);
    const turned = decorators.length % 2 === 1;
    const box = this.pair(
      key,
      `${nameOf(leaf.left)} and ${nameOf(leaf.right)}`,
      [...leaf.left.reads, ...leaf.right.reads],
      STANDINGS,
    );
    const holds: Holds = (value) => {
      const is = relation.includes(value as Standing);
      // Values that have no order are unfit for an ordering however it is decorated, and yet the same or not.
      return turned
        ? !is && !(value === 'unfit' && relation !== RELATIONS.equal && relation !== RELATIONS.notEqual)
        : is;
    };
    return asked(box.atom(leaf.operator, holds));
  }

  #opposed(leaf: Comparison, opposed: Opposed): Formula {
    const box = this.#box(
      `opaque ${leaf.left.key} ${opposed.about}`,
      { kind: 'opaque', text: `${nameOf(leaf.left)} ${opposed.about}` },
      leaf.left.reads,
      opposed.values,
    );
    this.opaque.add(leaf.operator);
    return asked(box.atom(leaf.operator, opposed.holds));
  }

  #free(key: string, what: string): Formula {
    this.opaque.add(what);
    const box = this.#box(`opaque ${key}`, { kind: 'opaque', text: key }, [], [true, false]);
    return asked(box.atom('', (value) => value === true));
  }

  #boxOf(source: Source): Box {
    if (source.computed) return boxOfExpression(this, source);
    const path = pathOf(source);
    return path ? this.field(path) : this.expression(source.key, nameOf(source), source.reads);
  }

  #box(key: string, place: Place, reads: readonly string[], values?: readonly unknown[]): Box {
    const known = this.#boxes.get(key);
    if (known) return known;
    const box = new Box(key, place, reads, values);
    const type = place.kind === 'field' ? this.#typeOf(place.path) : undefined;
    if (type && !type.likely) box.restrict(type);
    this.#boxes.set(key, box);
    return box;
  }
}

const NO_FACTS: Readonly<Record<string, unknown>> = Object.freeze({});

const asked = (atom: Atom): Formula => ({ kind: 'atom', atom });

function addAll<T>(to: Set<T>, values: readonly T[]): void {
  for (const each of values) to.add(each);
}

/** Where the answers of a comparison change that an index cannot look up. */
function markOf({ operator, value }: Comparison): ((marks: Marks) => void) | undefined {
  const bare = operator.replace(/^(?:not:)*/, '');
  if (bare === 'startsWith' && typeof value === 'string') return ({ prefixes }) => prefixes.add(value);
  if ((bare === 'contains' || bare === 'doesNotContain') && typeof value !== 'object')
    return ({ held }) => held.add(value);
  if (bare === 'between' && Array.isArray(value) && value.every((each) => typeof each === 'string'))
    return ({ texts }) => addAll(texts, value);
  return undefined;
}

/** The path of a source that is a field by itself: no expression, no entry of a list, no list. */
function pathOf(source: Source): readonly string[] | undefined {
  const [fact, segments] = JSON.parse(source.key) as [string, readonly (string | number)[]];
  return segments.every((each) => typeof each === 'string') ? [fact, ...segments] : undefined;
}

/** A source as its author wrote it. */
function nameOf(source: Source): string {
  if (source.computed) return String((JSON.parse(source.key) as readonly unknown[])[1]);
  if (source.key === '') return 'a value';
  const [fact, segments] = JSON.parse(source.key) as [string, readonly (string | number)[]];
  return [fact, ...segments.map((each) => (each === 0 ? '*' : each))].join('.');
}
