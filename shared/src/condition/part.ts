import type { Facts } from './operators.ts';
import type { ConditionTrace } from './trace.ts';

/** A compiled part of a condition. `test` and `explain` always agree. */
export interface Part {
  /** How many parts it comes to with every named condition written out: bounds the work and the depth. */
  readonly size: number;
  readonly reads: readonly string[];
  readonly test: (facts: Facts) => boolean;
  readonly explain: (facts: Facts) => ConditionTrace;
}

/** `all` of nothing and `any` of nothing are both true, as in json-rules-engine. */
export function group(kind: 'all' | 'any', parts: readonly Part[]): Part {
  const decisive = kind === 'any';
  return {
    size: parts.reduce((sum, part) => sum + part.size, 1),
    reads: parts.flatMap((part) => part.reads),
    test: (facts) => {
      for (const part of parts) if (part.test(facts) === decisive) return decisive;
      return parts.length === 0 || !decisive;
    },
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
  return {
    ...part,
    size: part.size + 1,
    test: (facts) => !part.test(facts),
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
