import { Duration } from '../../expression/index.ts';
import { type Facts, findOperator } from '../operators.ts';
import type { Comparison, Shape } from '../part.ts';
import type { Source } from '../source.ts';

/** What a rule of an index brings along: facts of its own, and the names of facts that are known only later. */
export interface Surroundings {
  /** Facts that are the same for every input (the variables of a workflow). */
  readonly own?: Facts | undefined;
  /** What asks for one of these may hold, whichever way it is asked. */
  readonly unknown?: ReadonlySet<string> | undefined;
}

/** A condition with the rule's own facts put in, and `unknown` where it asks for what only a later look can know. */
export function bind(shape: Shape, { own, unknown }: Surroundings): Shape {
  if (!own && !unknown) return shape;
  if (shape.kind === 'leaf') return leaf(shape, own, unknown);
  if (shape.kind === 'unknown') return shape;
  if (shape.kind === 'not') {
    const part = bind(shape.part, { own, unknown });
    const test = testOf(part);
    return { kind: 'not', part, test: test && ((facts) => !test(facts)) };
  }
  const parts = shape.parts.map((part) => bind(part, { own, unknown }));
  const { test } = shape;
  const known = test !== undefined && parts.every((part) => testOf(part) !== undefined);
  return { kind: shape.kind, parts, test: known ? within(test, own) : undefined };
}

/** The whole of it as a closure; nothing where some of it is unknown. */
export function testOf(shape: Shape): ((facts: Facts) => boolean) | undefined {
  return shape.kind === 'unknown' ? undefined : shape.test;
}

function leaf(comparison: Comparison, own: Facts | undefined, unknown: Surroundings['unknown']): Shape {
  const { left, right, operator } = comparison;
  if (asksFor([left, right], (name) => unknown?.has(name) === true)) return { kind: 'unknown' };
  if (!own) return comparison;
  const isOwn = (name: string) => Object.hasOwn(own, name);
  // Operators of our own may look at facts that no source reads (zones, the clock).
  if (findOperator(operator)?.standard && !asksFor([left, right], isOwn)) return comparison;
  const bound = { ...comparison, test: within(comparison.test, own), holds: holdsWithin(comparison.holds, own) };
  if (asksFor([left], isOwn))
    return { ...bound, fixed: false, left: { reads: left.reads, key: '', value: within(left.value, own) } };
  if (comparison.fixed || asksFor([right], (name) => !isOwn(name))) return bound;
  const value = right.value(own);
  return value instanceof Duration ? bound : { ...bound, fixed: true, value };
}

/** Whether any of the facts that sources read is such a one. */
function asksFor(sources: readonly Source[], such: (name: string) => boolean): boolean {
  return sources.some(({ reads }) => reads.some((path) => such(path.split('.', 1)[0] ?? '')));
}

function within<T>(ask: (facts: Facts) => T, own: Facts | undefined): (facts: Facts) => T {
  if (!own) return ask;
  const merged = mergedWith(own);
  return (facts) => ask(merged(facts));
}

function holdsWithin(holds: Comparison['holds'], own: Facts): Comparison['holds'] {
  const merged = mergedWith(own);
  return (known, facts) => holds(known, merged(facts));
}

const merging = new WeakMap<Facts, (facts: Facts) => Facts>();

/** The facts of an input with a rule's own. The rules of a workflow share theirs and ask about the same input in turn: it is made once. */
function mergedWith(own: Facts): (facts: Facts) => Facts {
  const known = merging.get(own);
  if (known) return known;
  let of: Facts | undefined;
  let made: Facts = own;
  const merged = (facts: Facts) => {
    if (facts !== of) {
      made = { ...facts, ...own };
      of = facts;
    }
    return made;
  };
  merging.set(own, merged);
  return merged;
}
