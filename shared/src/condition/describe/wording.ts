import type { Form, Said } from '../../language/index.ts';
import type { OPERATORS } from '../operators.ts';

type Predicate = readonly [verb: string, rest: string];

/** What a comparison compares with, in words. */
export interface Shown {
  readonly value: Said;
  readonly moment: boolean;
  /** `a, b or c`. */
  readonly options: string;
  readonly low: string;
  readonly high: string | undefined;
  /** A value that is a length of time, in the form in which it stands after *than*. */
  readonly length: Said;
  readonly negative: boolean;
  readonly pattern: string;
}

export const decorators = ['someFact', 'everyFact', 'not', 'swap', 'someValue', 'everyValue'] as const;
export type Decorator = (typeof decorators)[number];

/** What a language needs to tell a condition: an operator without words does not compile. */
export interface ConditionWording {
  readonly operators: Readonly<Record<keyof typeof OPERATORS, (shown: Shown) => Predicate>>;
  readonly unknown: (operator: string, shown: Shown) => Predicate;
  readonly decorators: Readonly<Record<Decorator, (text: string) => string>>;
  readonly always: string;
  /** That a named condition holds, or does not. */
  readonly named: (name: string, holds: boolean, form: Form | undefined) => string;
  readonly and: string;
  readonly or: string;
  /** Between the last two of a list of values. */
  readonly either: string;
  readonly oneOf: (shown: string) => string;
  readonly oneOfNothing: string;
}
