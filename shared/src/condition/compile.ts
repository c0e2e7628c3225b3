import { nearestName } from '../expression/index.ts';
import { isObject } from '../json/object.ts';
import { LIMITS } from '../limits/index.ts';
import type { Problem } from '../problem/index.ts';
import { compileLeaf } from './leaf.ts';
import type { Facts } from './operators.ts';
import { group, labelled, negation, type Part, reference, type Shape } from './part.ts';
import type { LeafCondition } from './schema.ts';
import type { SourceOptions } from './source.ts';
import type { ConditionTrace } from './trace.ts';
import { knownIn, trapsOf } from './traps.ts';

/** A condition as closures: pure, synchronous, never throwing whatever the facts hold. */
export interface CompiledCondition {
  readonly test: (facts: Facts) => boolean;
  readonly explain: (facts: Facts) => ConditionTrace;
  /** The facts and fields that it reads, as dotted paths up to the first index or `[*]`. */
  readonly facts: readonly string[];
  /** What it is made of, for an index over many conditions. */
  readonly shape: Shape;
}

export type ConditionCompilation =
  | { readonly ok: true; readonly condition: CompiledCondition; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: Problem[] };

export interface ConditionOptions extends SourceOptions {
  /** The conditions that `{ "condition": "name" }` may refer to. */
  readonly named?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Compiles condition JSON as json-rules-engine 7 means it (with `allowUndefinedFacts`). Never throws on JSON: what
 * cannot be run is a problem with a pointer into the condition; what runs but is a known trap of the format is a
 * warning.
 */
export function compileCondition(json: unknown, options: ConditionOptions = {}): ConditionCompilation {
  const compiler = new ConditionCompiler(options);
  const part = compiler.compile(json, '', 0);
  const errors = compiler.problems.filter((problem) => problem.severity === 'error');
  if (!part || errors.length > 0) return { ok: false, problems: compiler.problems };
  return {
    ok: true,
    condition: { test: part.test, explain: part.explain, facts: [...new Set(part.reads)], shape: part.shape },
    warnings: compiler.problems,
  };
}

const kinds = ['all', 'any', 'not', 'condition'] as const;
const groupKeys: ReadonlySet<string> = new Set([...kinds, 'name', 'priority']);
const leafKeys: ReadonlySet<string> = new Set(['fact', 'path', 'params', 'operator', 'value', 'name', 'priority']);

class ConditionCompiler {
  readonly problems: Problem[] = [];
  readonly #options: ConditionOptions;
  /** Named conditions that are compiled already (undefined: with errors), and those being compiled just now. */
  readonly #named = new Map<string, Part | undefined>();
  readonly #open = new Set<string>();
  /** What every comparison being compiled just now is guarded by. */
  #known: ReadonlySet<string> = new Set();
  #parts = 0;

  constructor(options: ConditionOptions) {
    this.#options = options;
  }

  compile(json: unknown, pointer: string, depth: number): Part | undefined {
    this.#parts += 1;
    const part = this.#parts > LIMITS.conditionParts ? undefined : this.#compile(json, pointer, depth);
    const fits = this.#parts <= LIMITS.conditionParts && (part?.size ?? 0) <= LIMITS.conditionParts;
    return fits ? part : this.#tooLarge(pointer);
  }

  #compile(json: unknown, pointer: string, depth: number): Part | undefined {
    if (depth > LIMITS.expressionDepth)
      return this.#refuse('condition-too-deep', 'The condition is nested too deep.', pointer);
    if (!isObject(json)) return this.#refuse('condition-shape', 'A condition is an object.', pointer);
    const present = kinds.filter((kind) => Object.hasOwn(json, kind));
    if (present.length > 1 || (present.length === 1 && Object.hasOwn(json, 'fact'))) {
      const message = `One condition is either ${[...present, 'fact'].slice(0, 2).join(' or ')}, not both.`;
      return this.#refuse('condition-ambiguous', message, pointer);
    }
    const [kind] = present;
    this.#strangers(json, kind === undefined ? leafKeys : groupKeys, pointer);
    if (kind === undefined) return this.#leaf(json, pointer);
    const inner = json[kind];
    if (kind === 'condition') return this.#reference(inner, pointer, depth);
    if (kind === 'not') {
      if (Array.isArray(inner))
        return this.#refuse('condition-shape', '“not” takes one condition, not a list.', `${pointer}/not`);
      const part = this.compile(inner, `${pointer}/not`, depth + 1);
      return part && negation(part);
    }
    const part = this.#group(kind, inner, `${pointer}/${kind}`, depth);
    return part && labelled(part, json.name);
  }

  #group(kind: 'all' | 'any', inner: unknown, pointer: string, depth: number): Part | undefined {
    if (!Array.isArray(inner)) return this.#refuse('condition-shape', `“${kind}” takes a list of conditions.`, pointer);
    if (inner.length === 0) this.#warn('condition-empty', `“${kind}” of nothing is always true.`, pointer);
    const parts: Part[] = [];
    const outer = this.#known;
    if (kind === 'all') this.#known = new Set([...outer, ...knownIn(inner)]);
    for (const [i, each] of inner.entries()) {
      if (this.#full) break;
      const part = this.compile(each, `${pointer}/${i}`, depth + 1);
      if (part) parts.push(part);
    }
    this.#known = outer;
    return group(kind, parts);
  }

  #leaf(json: Readonly<Record<string, unknown>>, pointer: string): Part | undefined {
    const { fact, operator, path, params } = json;
    if (typeof fact !== 'string' || fact === '') {
      return this.#refuse(
        'condition-shape',
        'A comparison names a “fact”; a group has “all”, “any” or “not”.',
        pointer,
      );
    }
    if (typeof operator !== 'string')
      return this.#refuse('condition-shape', 'A comparison needs an “operator”.', pointer);
    if (path !== undefined && typeof path !== 'string') {
      return this.#refuse('condition-path', 'A path is a text.', `${pointer}/path`);
    }
    if (params !== undefined && !isObject(params)) {
      return this.#refuse('condition-shape', '“params” is an object.', `${pointer}/params`);
    }
    const { value } = json;
    if (isObject(value) && Object.hasOwn(value, 'fact')) {
      const well = typeof value.fact === 'string' && (value.path === undefined || typeof value.path === 'string');
      if (!well || (value.params !== undefined && !isObject(value.params))) {
        return this.#refuse(
          'condition-value',
          'A value taken from a fact has the texts “fact” and “path”.',
          `${pointer}/value`,
        );
      }
    }
    const leaf: LeafCondition = { ...json, fact, operator, path, params };
    this.problems.push(...trapsOf(leaf, pointer, this.#known));
    return compileLeaf(leaf, pointer, this.problems, this.#options);
  }

  #reference(name: unknown, pointer: string, depth: number): Part | undefined {
    const named = this.#options.named ?? {};
    if (typeof name !== 'string' || !Object.hasOwn(named, name)) {
      const near = typeof name === 'string' ? nearestName(name, Object.keys(named)) : undefined;
      const message = `There is no condition “${String(name).slice(0, 60)}”${near ? `; did you mean “${near}”?` : '.'}`;
      return this.#refuse('condition-unknown-name', message, `${pointer}/condition`);
    }
    if (this.#open.has(name)) {
      return this.#refuse('condition-cycle', `The condition “${name}” uses itself.`, `${pointer}/condition`);
    }
    if (this.#named.has(name)) {
      const known = this.#named.get(name);
      return known && reference(name, known);
    }
    this.#open.add(name);
    const before = this.problems.length;
    const outer = this.#known;
    this.#known = new Set();
    const part = this.compile(named[name], '', depth + 1);
    this.#known = outer;
    // The named condition stands elsewhere: its problems are shown at the first place that uses it.
    for (const problem of this.problems.splice(before)) {
      this.problems.push({ ...problem, message: `In “${name}”: ${problem.message}`, path: `${pointer}/condition` });
    }
    this.#open.delete(name);
    this.#named.set(name, part);
    return part && reference(name, part);
  }

  #strangers(json: Readonly<Record<string, unknown>>, known: ReadonlySet<string>, pointer: string): void {
    for (const key of Object.keys(json)) {
      if (!known.has(key) && !key.startsWith('x-')) {
        this.#warn('condition-unknown-key', `“${key.slice(0, 60)}” means nothing here.`, pointer);
      }
    }
  }

  get #full(): boolean {
    return this.problems.some((problem) => problem.code === 'condition-too-large');
  }

  #tooLarge(pointer: string): undefined {
    if (this.#full) return undefined;
    const message = `The condition comes to more than ${LIMITS.conditionParts} parts.`;
    return this.#refuse('condition-too-large', message, pointer);
  }

  #refuse(code: string, message: string, path: string): undefined {
    this.problems.push({ code, severity: 'error', message, path });
    return undefined;
  }

  #warn(code: string, message: string, path: string): void {
    this.problems.push({ code, severity: 'warning', message, path });
  }
}
