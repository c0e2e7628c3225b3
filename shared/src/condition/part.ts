import { LIMITS } from '../limits/index.ts';
import type { Facts } from './operators.ts';
import type { Source } from './source.ts';
import type { ConditionTrace } from './trace.ts';

/** What a condition is made of, named conditions written out: material for an index over many of them. */
export type Shape =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Shape[]; readonly test: Test | undefined }
  | { readonly kind: 'not'; readonly part: Shape; readonly test: Test | undefined }
  | Comparison
  /** An index cannot know it yet; what it is part of has no test. No compiled condition holds one. */
  | { readonly kind: 'unknown' };

type Test = (facts: Facts) => boolean;

/** One comparison; `value` is its literal where it is `fixed`, else it is taken from another fact. */
export interface Comparison {
  readonly kind: 'leaf';
  readonly left: Source;
  readonly right: Source;
  readonly operator: string;
  readonly fixed: boolean;
  readonly value: unknown;
  /** The whole comparison for a value that the left side is known to have. */
  readonly holds: (left: unknown, facts: Facts) => boolean;
  readonly test: Test;
}

/** A compiled part of a condition. `test` and `explain` always agree. */
export interface Part {
  /** How many parts it comes to with every named condition written out: bounds the work and the depth. */
  readonly size: number;
  readonly reads: readonly string[];
  readonly shape: Shape;
  readonly test: Test;
  readonly explain: (facts: Facts) => ConditionTrace;
}

/** `all` of nothing and `any` of nothing are both true, as in json-rules-engine. */
export function group(kind: 'all' | 'any', parts: readonly Part[]): Part {
  const decisive = kind === 'any';
  const test = (facts: Facts) => {
    for (const part of parts) if (part.test(facts) === decisive) return decisive;
    return parts.length === 0 || !decisive;
  };
  return {
    size: parts.reduce((sum, part) => sum + part.size, 1),
    reads: parts.flatMap((part) => part.reads),
    shape: { kind, parts: parts.map((part) => part.shape), test },
    test,
    explain: (facts) => {
      const children = parts.map((part) => part.explain(facts));
      const result =
        parts.length === 0 ||
        (decisive ? children.some((child) => child.result) : children.every((child) => child.result));
      return { kind, result, text: kind === 'all' ? 'all of these' : 'any of these', children };
    },
  };
}

/** The opposite of a part. */
export function negation(part: Part): Part {
  const test = (facts: Facts) => !part.test(facts);
  return {
    ...part,
    size: part.size + 1,
    shape: { kind: 'not', part: part.shape, test },
    test,
    explain: (facts) => {
      const child = part.explain(facts);
      return { kind: 'not', result: !child.result, text: 'not this', children: [child] };
    },
  };
}

/** A condition that is kept under a name. */
export function reference(name: string, part: Part): Part {
  return {
    ...part,
    size: part.size + 1,
    explain: (facts) => {
      const child = part.explain(facts);
      return { kind: 'named', result: child.result, text: name, children: [child] };
    },
  };
}

/** A group that has a name: the trace tells it by that. */
export function labelled(part: Part, name: unknown): Part {
  if (typeof name !== 'string' || name === '') return part;
  return { ...part, explain: (facts) => ({ ...part.explain(facts), text: name.slice(0, LIMITS.labelCharacters) }) };
}
