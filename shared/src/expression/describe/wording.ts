import type { Clause, Form, Said } from '../../language/index.ts';
import type { FunctionName } from '../functions/index.ts';
import type { BinaryOp, MacroName } from '../syntax.ts';

/** A call in words: a name, or a statement whose verb the language puts where it belongs. */
export type Called = string | Clause | undefined;
export type Comparison = Extract<BinaryOp, '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in'>;
export type Arithmetic = Exclude<BinaryOp, Comparison>;
export type Predicate = readonly [verb: string, rest: string];

/** What a language needs to tell an expression: a word that is missing does not compile. */
export interface ExpressionWording {
  /** What a path is called (`describePath` says which roots are left out). */
  readonly path: (root: string, keys: readonly string[], form: Form | undefined) => string;
  readonly value: (literal: unknown) => string;
  /** When an event of this type happened, was planned to, is expected to. */
  readonly milestone: (type: string, classifier: string, form: Form | undefined) => string;
  /** `first(…).carrier`. */
  readonly fieldOf: (field: Said, of: Said, form: Form | undefined) => string;
  /** Something that a step gave, by the title of the step. */
  readonly ofStep: (field: string, title: string, form: Form | undefined) => string;
  /** That what a step sensed still stands. */
  readonly stands: (title: string, holds: boolean, form: Form | undefined) => string;
  readonly clause: (clause: Clause, form: Form | undefined) => string;
  readonly negated: (clause: Clause, form: Form | undefined) => string;
  readonly not: (said: string) => string;
  readonly and: string;
  readonly or: string;
  /** How a name that is true or false becomes a statement; without it, it is told as it stands. */
  readonly holds: Predicate | undefined;
  /** `status in ["delivered", "cancelled"]`. */
  readonly oneOf: (items: readonly string[]) => Predicate;
  readonly known: (known: boolean) => Predicate;
  /** `moment`: two instants, not two amounts. */
  readonly comparisons: Readonly<Record<Comparison, (right: Said, moment: boolean) => Predicate>>;
  /** `a - b > duration("30m")`: more than 30 min after b. */
  readonly apart: Readonly<Record<Comparison, (length: string, side: 'after' | 'before', other: Said) => Predicate>>;
  readonly arithmetic: Readonly<Record<Arithmetic, (a: Said, b: Said, form: Form | undefined) => string>>;
  /** `duration(string(vars.hours) + "h")`. */
  readonly length: (count: Said, unit: 'd' | 'h' | 'm' | 's') => string;
  readonly negative: (said: Said) => string;
  /** `undefined`: there are no words for so many arguments. */
  readonly functions: Readonly<Record<FunctionName, (args: readonly Said[], form: Form | undefined) => Called>>;
  readonly macros: Readonly<Record<MacroName, (of: Said, body: Said, form: Form | undefined) => string>>;
  /** The element that a macro is looking at. */
  readonly it: string;
  readonly choose: (test: Said, yes: Said, no: Said) => string;
  /** A choice of which one side is nothing. */
  readonly onlyIf: (test: Said, yes: Said, form: Form | undefined) => string;
  readonly unless: (test: Said, no: Said, form: Form | undefined) => string;
  readonly nothing: string;
  /** So many days after an instant: `addDays`. */
  readonly daysAfter: (days: string, instant: Said) => string;
}
