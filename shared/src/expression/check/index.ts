import { parseExpression } from '../parser.ts';
import { segmentsOf } from '../template.ts';
import type { ValueType } from '../value.ts';
import { Checker, type TypeScope } from './checker.ts';
import { fitAny } from './fit.ts';
import { Report, type TypeProblem } from './report.ts';
import { nameType, type Type } from './type.ts';

export type { TypeScope } from './checker.ts';
export { fieldOf } from './field.ts';
export { neverEqual, operation } from './fit.ts';
export { Report, type TypeProblem } from './report.ts';
export {
  ANYTHING,
  BOOLEAN,
  DURATION,
  INSTANT,
  join,
  listOf,
  NUMBER,
  TEXT,
  type Type,
  type TypeKind,
  typeOfValue,
} from './type.ts';

/** What the place of an expression needs, and how a message calls it: `{ types: ['instant'], what: 'an instant' }`. */
export interface Wanted {
  readonly types: readonly ValueType[];
  readonly what: string;
  /** All texts that it may be. */
  readonly values?: readonly string[];
}

/**
 * Checks the types of an expression that compiles: what makes every evaluation fail is an error; what can never hold, and
 * names that look misspelt, are warnings. Never throws; says nothing of text that does not parse.
 */
export function checkExpression(source: string, scope: TypeScope, wanted?: Wanted): readonly TypeProblem[] {
  return checkTyped(source, scope, wanted).problems;
}

/** The same, with the type that the expression has. */
export function checkTyped(
  source: string,
  scope: TypeScope,
  wanted?: Wanted,
): { readonly type: Type | undefined; readonly problems: readonly TypeProblem[] } {
  const parsed = parseExpression(source);
  if (!parsed.ok) return { type: undefined, problems: [] };
  const report = new Report(source);
  const type = new Checker(scope, report).type(parsed.node);
  if (wanted) checkResult(type, wanted, report);
  return { type, problems: report.problems };
}

/** Checks the expressions in a text with `${…}` segments; positions are those of the whole text, and there are no fixes. */
export function checkTemplate(source: string, scope: TypeScope): readonly TypeProblem[] {
  return segmentsOf(source).flatMap(({ text, at }) =>
    checkExpression(text, scope).map(({ fix: _, ...problem }) => ({
      ...problem,
      message: problem.message.replace(/\(character \d+\)\.$/, `(character ${problem.at + at + 1}).`),
      at: problem.at + at,
    })),
  );
}

function checkResult(type: Type, wanted: Wanted, report: Report): void {
  const fit = fitAny(type, wanted.types);
  const message = `This place needs ${wanted.what}, and the expression gives ${nameType(type)}`;
  if (fit === 'never') report.fails('expression-wrong-result', message, 0);
  else if (fit === 'hardly') report.warns('expression-wrong-result', message, 0);
  const strange = wanted.values && type.values?.find((value) => !wanted.values?.includes(value));
  if (strange !== undefined) {
    report.warns('expression-wrong-result', `“${strange.slice(0, 40)}” is none of ${wanted.values?.join(', ')}`, 0);
  }
}
