import { LIMITS } from '../limits/index.ts';
import { BudgetSpent } from './fault.ts';

/** The top-level names that an expression may read. */
export type Scope = Readonly<Record<string, unknown>>;

/** One evaluation: what it reads, the variables of its macros, and what it may still spend. */
export class Run {
  readonly scope: Scope;
  readonly locals: unknown[] = [];
  #stepsLeft: number = LIMITS.expressionSteps;

  constructor(scope: Scope) {
    this.scope = scope;
  }

  /** Pays for work that the length of the source does not bound. */
  spend(steps: number): void {
    this.#stepsLeft -= steps;
    if (this.#stepsLeft < 0) throw new BudgetSpent('The expression takes too many steps');
  }

  /** Passes a text on that is not larger than an expression may make. */
  text(text: string): string {
    this.room(text.length);
    return text;
  }

  /** Asked before a text is built, so that it never exists when it is too large. */
  room(characters: number): void {
    if (characters > LIMITS.expressionOutputCharacters) throw new BudgetSpent('A text is larger than its limit');
    this.spend(characters >> 8);
  }
}

/** One compiled part of an expression: its value, or the Fault that stands in its place. */
export type Step = (run: Run) => unknown;
