import type { Problem } from '../problem/index.ts';
import { Compiler } from './compile.ts';
import { BudgetSpent, Fault } from './fault.ts';
import { parseExpression } from './parser.ts';
import { Run, type Scope, type Step } from './run.ts';
import { checkOutput } from './value.ts';

/**
 * What an evaluation gives. `missing` tells a field that does not exist (or lies behind a null) from a mistake such
 * as a wrong type, a division by zero or a spent budget.
 */
export type Result =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string; readonly missing: boolean };

/** A compiled expression: synchronous, deterministic, bounded, and reading nothing but the scope it is given. */
export interface Expression {
  readonly source: string;
  /** The top-level names that it uses. */
  readonly roots: readonly string[];
  /** The dotted paths that it uses, up to the first step that is computed, numbered or has dots: `subject.commitment.deliverBy`. */
  readonly paths: readonly string[];
  /** The value is JSON or a `Duration`, alone or inside; `toJson` makes it JSON. Never throws. */
  readonly evaluate: (scope: Scope) => Result;
}

export type CompiledExpression =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly problems: Problem[] };

/**
 * Compiles CEL text, in our profile, to closures. Never throws on text that a user may write.
 *
 * With `variables` a top-level name outside the list is the problem `expression-unknown-variable`. The paths of the
 * problems and of their fixes are relative to the text (`placeProblems` puts a document's pointer before them).
 */
export function compileExpression(
  source: string,
  options: { readonly variables?: readonly string[] | undefined } = {},
): CompiledExpression {
  const parsed = parseExpression(source);
  if (!parsed.ok) return parsed;
  const compiler = new Compiler(source, options.variables);
  const step = compiler.compile(parsed.node);
  if (compiler.problems.length > 0) return { ok: false, problems: compiler.problems };
  const evaluate = (scope: Scope): Result => run(step, scope);
  return { ok: true, expression: { source, roots: [...compiler.roots], paths: [...compiler.paths], evaluate } };
}

function run(step: Step, scope: Scope): Result {
  try {
    const value = step(new Run(scope));
    if (value instanceof Fault) return { ok: false, reason: value.reason, missing: value.missing };
    if (typeof value === 'string' || (typeof value === 'object' && value !== null)) checkOutput(value);
    return { ok: true, value };
  } catch (error) {
    if (error instanceof BudgetSpent) return { ok: false, reason: error.message, missing: false };
    throw error;
  }
}
