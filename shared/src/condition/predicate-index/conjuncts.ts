import { LIMITS } from '../../limits/index.ts';
import type { Shape } from '../part.ts';
import { testOf } from './bind.ts';
import { either, type Predicate, predicateOf } from './predicate.ts';

/** Predicates that must all hold. */
export type Conjunct = readonly Predicate[];

/**
 * The disjunctive normal form of a condition (or of its opposite): it holds when one of the conjuncts does. At most
 * `LIMITS.conjunctsPerRule`; a part that would come to more stays one predicate, its closure, behind those that fit.
 */
export function conjunctsOf(shape: Shape, wanted = true): readonly Conjunct[] {
  // What is unknown may hold, whichever way it is asked.
  if (shape.kind === 'unknown') return [[]];
  if (shape.kind === 'leaf') return [[predicateOf(shape, wanted)]];
  if (shape.kind === 'not') return conjunctsOf(shape.part, !wanted);
  // `all` of nothing and `any` of nothing are both true.
  if (shape.parts.length === 0) return wanted ? [[]] : [];
  const parts = shape.parts.map((part) => ({ part, conjuncts: conjunctsOf(part, wanted) }));
  if ((shape.kind === 'any') !== wanted) return product(parts, wanted);
  const sum = joined(parts.flatMap((each) => each.conjuncts));
  return sum.length <= LIMITS.conjunctsPerRule ? sum : [closure(shape, wanted)];
}

function product(
  parts: readonly { readonly part: Shape; readonly conjuncts: readonly Conjunct[] }[],
  wanted: boolean,
): readonly Conjunct[] {
  let all: readonly Conjunct[] = [[]];
  // The small ones first: what does not fit any more is what would multiply most.
  for (const { part, conjuncts } of parts.toSorted((a, b) => a.conjuncts.length - b.conjuncts.length)) {
    const fits = all.length * conjuncts.length <= LIMITS.conjunctsPerRule;
    const factor = fits ? conjuncts : [closure(part, wanted)];
    all = all.flatMap((some) => factor.map((others) => [...some, ...others]));
  }
  return all;
}

/** Alternatives about one field become one predicate: `a is 1 or a is 2` need not be two conjuncts. */
function joined(conjuncts: readonly Conjunct[]): readonly Conjunct[] {
  const kept: Conjunct[] = [];
  const places = new Map<string, number>();
  for (const conjunct of conjuncts) {
    const [only] = conjunct;
    const about = conjunct.length === 1 && only?.source ? `${only.kind} ${only.source.key}` : undefined;
    const place = about === undefined ? undefined : places.get(about);
    const [other] = place === undefined ? [] : (kept[place] ?? []);
    const both = only && other && either(other, only);
    if (both && place !== undefined) kept[place] = [both];
    else {
      if (about !== undefined) places.set(about, kept.length);
      kept.push(conjunct);
    }
  }
  return kept;
}

function closure(shape: Shape, wanted: boolean): Conjunct {
  const test = testOf(shape);
  return test ? [{ kind: 'other', holds: (_, facts) => test(facts) === wanted }] : [];
}
