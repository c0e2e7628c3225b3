import { Duration, toJson } from '../expression/index.ts';
import type { Problem } from '../problem/index.ts';
import { describeLeaf } from './describe/index.ts';
import { ANY, type Compare, type Facts, findOperator, lengthMs, prepareOperator, Unfit } from './operators.ts';
import type { Part } from './part.ts';
import type { LeafCondition } from './schema.ts';
import { compileSource, isReference, type Source, type SourceOptions } from './source.ts';
import { type ConditionTrace, preview } from './trace.ts';

/** Compiles one comparison. Problems are added with pointers below `pointer`. */
export function compileLeaf(
  leaf: LeafCondition,
  pointer: string,
  problems: Problem[],
  options: SourceOptions,
): Part | undefined {
  const left = compileSource(leaf, pointer, problems, options);
  const referenced = isReference(leaf.value) ? leaf.value : undefined;
  const right = referenced
    ? compileSource(referenced, `${pointer}/value`, problems, options)
    : literal(leaf, pointer, problems);
  if (!referenced && !right) return undefined;
  // A computed fact may be a duration, and texts that spell durations are then ordered by length.
  const fixed = leaf.fact === 'expr' && Array.isArray(leaf.value) ? measure(leaf.value) : leaf.value;
  const compare = prepareOperator(leaf.operator, referenced ? ANY : fixed);
  if (typeof compare !== 'function') {
    const { field, message } = compare;
    problems.push({ code: `condition-${field}`, severity: 'error', message, path: `${pointer}/${field}` });
    return undefined;
  }
  return left && right ? part(leaf, left, right, compare) : undefined;
}

function literal(leaf: LeafCondition, pointer: string, problems: Problem[]): Source | undefined {
  if (!Object.hasOwn(leaf, 'value') && !findOperator(leaf.operator)?.valueless) {
    const message = `“${leaf.operator}” needs a value.`;
    problems.push({ code: 'condition-value-missing', severity: 'error', message, path: pointer });
    return undefined;
  }
  const { value } = leaf;
  return { reads: [], key: '', value: () => value };
}

function part(leaf: LeafCondition, left: Source, right: Source, compare: Compare): Part {
  const text = describeLeaf(leaf);
  const { operator, value } = leaf;
  const fixed = !isReference(value);
  // A trace is made for every rule that fires: what is the same in each is made once.
  const same: ConditionTrace = {
    kind: 'leaf',
    result: false,
    text,
    fact: leaf.fact,
    ...(leaf.path !== undefined && { path: leaf.path }),
    operator,
    ...(fixed && value !== undefined && { expected: preview(value) }),
  };
  const test = (facts: Facts) => decide(left.value(facts), right.value(facts), compare, facts) === true;
  const holds = (known: unknown, facts: Facts) => decide(known, right.value(facts), compare, facts) === true;
  return {
    size: 1,
    reads: [...left.reads, ...right.reads, ...(findOperator(operator)?.reads ?? [])],
    shape: { kind: 'leaf', left, right, operator, fixed, value, holds, test },
    test,
    explain: (facts) => {
      const [actual, expected] = [left.value(facts), right.value(facts)];
      const outcome = decide(actual, expected, compare, facts);
      const reason =
        left.reason?.(facts) ?? right.reason?.(facts) ?? (outcome instanceof Unfit ? outcome.reason : undefined);
      const trace: Writable<ConditionTrace> = { ...same };
      trace.result = outcome === true;
      if (!fixed && expected !== undefined) trace.expected = preview(expected);
      if (actual === undefined) trace.missing = true;
      else trace.actual = preview(actual);
      if (reason !== undefined) trace.reason = reason;
      return trace;
    },
  };
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

function decide(left: unknown, right: unknown, compare: Compare, facts: Facts): boolean | Unfit {
  if (left instanceof Duration || right instanceof Duration) return compare(measure(left), measure(right), facts);
  return compare(left, right, facts);
}

/** A computed duration compares by its length with a duration, or with texts that spell one (`PT30M`). */
function measure(value: unknown): unknown {
  return Array.isArray(value) ? value.map(measure) : (lengthMs(value) ?? toJson(value));
}
