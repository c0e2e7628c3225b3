/**
 * Why a part of an expression has no value. Passed on as a value and not thrown: missing fields are everyday, and
 * `||`, `&&`, `has`, `coalesce` and `==` each look at it.
 */
export class Fault {
  readonly reason: string;
  /** A field on the way does not exist (or is null). */
  readonly missing: boolean;

  constructor(reason: string, missing = false) {
    this.reason = reason;
    this.missing = missing;
  }
}

/** The budget of steps or of output is spent. Thrown, because nothing inside an expression may catch it. */
export class BudgetSpent extends Error {}
