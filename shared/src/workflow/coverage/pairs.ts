import type { Shape } from '../../condition/part.ts';
import { type Choice, type Formula, holdsOf, not, Space, solve, type TypeOf } from '../analyse/boxes/index.ts';

/**
 * Two inputs that show what one comparison of a condition does (modified condition/decision coverage, DO-178C): the outcome
 * is another, and of the comparisons this one alone (`unique`), or those that change with it have no say then (`masked`).
 */
export type Pair =
  | { readonly kind: 'unique' | 'masked'; readonly at: string; readonly holds: Choice; readonly fails: Choice }
  | { readonly kind: 'impossible' | 'unknown'; readonly at: string };

/** Comparisons of a condition that are looked at. */
const COMPARISONS_MAX = 30;

/** A pair for every comparison of a condition, in order; `at` is its pointer in the shape: `/0/1`. */
export function pairsOf(shape: Shape, typeOf?: TypeOf): readonly Pair[] {
  const space = new Space(typeOf);
  const leaves = leavesOf(shape);
  const whole = space.formula(shape);
  const formulas = leaves.map(({ leaf }) => space.formula(leaf));
  return leaves.slice(0, COMPARISONS_MAX).map(({ at }, index) => pairFor(at, index, { shape, space, whole, formulas }));
}

interface Asked {
  readonly shape: Shape;
  readonly space: Space;
  readonly whole: Formula;
  readonly formulas: readonly Formula[];
}

function pairFor(at: string, index: number, { shape, space, whole, formulas }: Asked): Pair {
  const own = formulas[index];
  if (!own) return { kind: 'unknown', at };
  // Where the comparison decides: with it true and with it false the condition comes out otherwise.
  const [yes, no] = [forced(shape, at, true, space), forced(shape, at, false, space)];
  let doubtful = false;
  for (const rises of [true, false]) {
    const decides = rises ? [yes, not(no)] : [not(yes), no];
    const first = solve([...decides, own]);
    const second = solve([...decides, not(own)]);
    if (first.kind === 'unknown' || second.kind === 'unknown') doubtful = true;
    if (first.kind !== 'holds' || second.kind !== 'holds') continue;
    const unique = uniqueFrom(first.choice, index, { shape, space, whole, formulas }, decides);
    const [one, other] = unique ?? [first.choice, second.choice];
    const [holds, fails] = rises ? [one, other] : [other, one];
    if (holdsOf(whole, holds) !== true || holdsOf(whole, fails) !== false) continue;
    return { kind: unique ? 'unique' : 'masked', at, holds, fails };
  }
  return { kind: doubtful ? 'unknown' : 'impossible', at };
}

/** An input in which, beside one in which the comparison holds, it alone has changed. */
function uniqueFrom(
  choice: Choice,
  index: number,
  { formulas }: Asked,
  decides: readonly Formula[],
): readonly [Choice, Choice] | undefined {
  const own = formulas[index];
  if (!own) return undefined;
  const others = formulas.flatMap((formula, at) => {
    const holds = at === index ? undefined : holdsOf(formula, choice);
    return holds === undefined ? [] : [holds ? formula : not(formula)];
  });
  const answer = solve([...decides, ...others, not(own)]);
  return answer.kind === 'holds' ? [choice, merged(choice, answer.choice)] : undefined;
}

/** A choice with what it leaves open taken from another. */
function merged(base: Choice, over: Choice): Choice {
  return new Map([...base, ...over]);
}

/** The condition as it is when one of its comparisons is given. */
function forced(shape: Shape, at: string, value: boolean, space: Space): Formula {
  const [, next, ...rest] = at.split('/');
  if (shape.kind === 'not') return not(forced(shape.part, at, value, space));
  if (next === undefined) return { kind: 'known', value };
  if (shape.kind !== 'all' && shape.kind !== 'any') return space.formula(shape);
  const below = rest.length > 0 ? `/${rest.join('/')}` : '';
  return {
    kind: shape.kind,
    parts: shape.parts.map((part, index) =>
      String(index) === next ? forcedAt(part, below, value, space) : space.formula(part),
    ),
  };
}

/** Through what has no list of its own, a “not”, the pointer goes on unchanged. */
function forcedAt(shape: Shape, at: string, value: boolean, space: Space): Formula {
  if (shape.kind === 'not') return not(forcedAt(shape.part, at, value, space));
  return at === '' ? { kind: 'known', value } : forced(shape, at, value, space);
}

function leavesOf(shape: Shape): readonly { readonly at: string; readonly leaf: Extract<Shape, { kind: 'leaf' }> }[] {
  const found: { at: string; leaf: Extract<Shape, { kind: 'leaf' }> }[] = [];
  const open: (readonly [Shape, string])[] = [[shape, '']];
  for (let next = open.pop(); next; next = open.pop()) {
    const [part, at] = next;
    if (part.kind === 'leaf') found.push({ at, leaf: part });
    else if (part.kind === 'not') open.push([part.part, at]);
    else if (part.kind !== 'unknown')
      for (const [index, each] of part.parts.entries()) open.push([each, `${at}/${index}`]);
  }
  return found.reverse();
}
