import type { Facts } from '../operators.ts';
import type { Comparison } from '../part.ts';
import type { Source } from '../source.ts';

/**
 * A test of one field. What an index can look up depends on the field's value alone, and changes only at the `marks`:
 *
 * - `points`: the same for every value but the marks;
 * - `numbers`, `texts`: the same between two marks that are neighbours in order;
 * - `other`: anything else; asked only of rules that the index could not rule out.
 */
export type Predicate =
  | PointPredicate
  | NumberPredicate
  | TextPredicate
  | { readonly kind: 'other'; readonly source?: Source; readonly holds: Holds };

export interface PointPredicate extends Field {
  readonly kind: 'points';
}

export interface NumberPredicate extends Field<number> {
  readonly kind: 'numbers';
  /** It holds of no text, also of none that spells a number. */
  readonly numbersOnly: boolean;
}

export interface TextPredicate extends Field<string> {
  readonly kind: 'texts';
  readonly sides: Sides;
}

interface Field<Mark = unknown> {
  readonly source: Source;
  readonly marks: readonly Mark[];
  readonly holds: Holds;
}

/** Whether it holds of a value of its field. */
type Holds = (value: unknown, facts: Facts) => boolean;

/** What an ordering says of a text below, at and above its mark. */
type Sides = readonly [below: boolean, at: boolean, above: boolean];

const ORDERINGS: ReadonlyMap<string, Sides> = new Map<string, Sides>([
  ['lessThan', [true, false, false]],
  ['lessThanInclusive', [true, true, false]],
  ['greaterThan', [false, false, true]],
  ['greaterThanInclusive', [false, true, true]],
]);

/** The predicate that a comparison, or its opposite (`wanted` false), comes to. */
export function predicateOf(comparison: Comparison, wanted: boolean): Predicate {
  const { left: source, value } = comparison;
  const holds = wanted ? comparison.holds : (known: unknown, facts: Facts): boolean => !comparison.holds(known, facts);
  const decorators = comparison.operator.split(':');
  const operator = decorators.pop() ?? '';
  if (!comparison.fixed || decorators.some((decorator) => decorator !== 'not')) return { kind: 'other', source, holds };
  if (operator === 'equal' || operator === 'notEqual') return { kind: 'points', source, marks: [value], holds };
  if ((operator === 'in' || operator === 'notIn') && Array.isArray(value))
    return { kind: 'points', source, marks: value, holds };
  if (operator === 'isKnown' || operator === 'isMissing')
    return { kind: 'points', source, marks: [undefined, null], holds };
  if (operator === 'between' && isNumbers(value))
    return { kind: 'numbers', source, marks: value, numbersOnly: true, holds };
  const sides = ORDERINGS.get(operator);
  if (sides && isNumbers([value]))
    return { kind: 'numbers', source, marks: [Number(value)], numbersOnly: false, holds };
  if (sides && typeof value === 'string') {
    const upright = wanted === (decorators.length % 2 === 0);
    const [below, at, above] = sides;
    return { kind: 'texts', source, marks: [value], sides: upright ? sides : [!below, !at, !above], holds };
  }
  return { kind: 'other', source, holds };
}

/** One predicate for “this or that” of two that look at the same field, where there is one. */
export function either(a: Predicate, b: Predicate): Predicate | undefined {
  const holds = (value: unknown, facts: Facts) => a.holds(value, facts) || b.holds(value, facts);
  if (a.kind === 'points' && b.kind === 'points') return { ...a, marks: [...a.marks, ...b.marks], holds };
  if (a.kind === 'numbers' && b.kind === 'numbers')
    return { ...a, marks: [...a.marks, ...b.marks], numbersOnly: a.numbersOnly || b.numbersOnly, holds };
  return undefined;
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'number' && Number.isFinite(each));
}
