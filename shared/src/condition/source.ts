import { compileExpression, placeProblems } from '../expression/index.ts';
import type { Problem } from '../problem/index.ts';
import type { Facts } from './operators.ts';
import { followPath, parsePath, type Segment } from './path.ts';
import { readerOf } from './read.ts';
import type { FactReference } from './schema.ts';

/** A fact with its path, compiled. */
export interface Source {
  /** What is read, as dotted paths up to the first index or `[*]`. */
  readonly reads: readonly string[];
  /** Two sources of the same key have the same value. */
  readonly key: string;
  /** It is worked out by an expression. */
  readonly computed?: true;
  readonly value: (facts: Facts) => unknown;
  /** Why the value is undefined, where there is more to say than that it is missing. */
  readonly reason?: (facts: Facts) => string | undefined;
}

export interface SourceOptions {
  /** The names an expression may use; all if not said. */
  readonly variables?: readonly string[] | undefined;
}

/** Compiles a reference to a fact; problems are added with pointers below `pointer`. */
export function compileSource(
  reference: FactReference,
  pointer: string,
  problems: Problem[],
  options: SourceOptions,
): Source | undefined {
  const segments = reference.path === undefined ? [] : parsePath(reference.path);
  if (typeof segments === 'string') {
    problems.push({ code: 'condition-path', severity: 'error', message: segments, path: `${pointer}/path` });
    return undefined;
  }
  if (reference.fact === 'expr') return computed(reference, segments, pointer, problems, options);
  const { fact } = reference;
  const end = segments.findIndex((segment) => segment.kind !== 'key');
  const keys = segments
    .slice(0, end < 0 ? segments.length : end)
    .map((segment) => (segment.kind === 'key' ? segment.key : ''));
  const plain = [fact, ...keys];
  const read = end < 0 ? readerOf(plain) : undefined;
  return {
    reads: [plain.join('.')],
    key: JSON.stringify([fact, segments.map((segment) => (segment.kind === 'each' ? 0 : segment.key))]),
    value: read ?? ((facts) => (Object.hasOwn(facts, fact) ? followPath(facts[fact], segments) : undefined)),
  };
}

/** The fact `expr`, which the format itself lacks: `{ "fact": "expr", "params": { "cel": "…" } }`. */
function computed(
  reference: FactReference,
  segments: readonly Segment[],
  pointer: string,
  problems: Problem[],
  options: SourceOptions,
): Source | undefined {
  const cel = reference.params && Object.hasOwn(reference.params, 'cel') ? reference.params.cel : undefined;
  if (typeof cel !== 'string') {
    const message = 'The fact “expr” needs params: { "cel": "…" } with an expression.';
    problems.push({ code: 'condition-expression-missing', severity: 'error', message, path: `${pointer}/params` });
    return undefined;
  }
  const compiled = compileExpression(cel, options);
  if (!compiled.ok) {
    problems.push(...placeProblems(compiled.problems, `${pointer}/params/cel`));
    return undefined;
  }
  const { expression } = compiled;
  return {
    reads: expression.paths,
    key: JSON.stringify(['expr', cel, segments]),
    computed: true,
    value: (facts) => {
      const result = expression.evaluate(facts);
      return result.ok ? followPath(result.value, segments) : undefined;
    },
    reason: (facts) => {
      const result = expression.evaluate(facts);
      return result.ok ? undefined : result.reason;
    },
  };
}

/** Whether the value of a condition stands for another fact. */
export function isReference(value: unknown): value is FactReference {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'fact');
}
