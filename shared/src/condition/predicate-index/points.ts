import { Duration } from '../../expression/index.ts';
import { type Clause, ClauseDraft, type Column, NO_FACTS, type Room, type Row } from './column.ts';
import type { PointPredicate } from './predicate.ts';

/** Stands for every value that no clause names. */
const STRANGER = Object.freeze({});

/** Looks a value up among those that any clause names; all others are alike. */
export class PointColumn implements Column {
  readonly #rows = new Map<unknown, Row>();
  readonly #stranger: Row;
  /** Clauses that are false for a value that none of them names. */
  readonly ruledOut: number;

  constructor(room: Room, clauses: readonly Clause<PointPredicate>[]) {
    const draft = new ClauseDraft(room, clauses);
    const naming = new Map<unknown, number[]>();
    for (const [at, { predicate }] of clauses.entries()) {
      draft.set(at, predicate.holds(STRANGER, NO_FACTS));
      for (const mark of new Set(predicate.marks)) {
        const others = naming.get(mark);
        if (others) others.push(at);
        else naming.set(mark, [at]);
      }
    }
    this.#stranger = draft.row();
    this.ruledOut = clauses.filter((_, at) => !draft.holds(at)).length;
    for (const [mark, named] of naming) {
      const before = named.map((at) => draft.holds(at));
      for (const at of named) draft.set(at, clauses[at]?.predicate.holds(mark, NO_FACTS) ?? true);
      this.#rows.set(mark, draft.row());
      for (const [place, at] of named.entries()) draft.set(at, before[place] ?? true);
    }
  }

  row(value: unknown): Row | undefined {
    const row = this.#rows.get(value);
    if (row !== undefined) return row;
    return value instanceof Duration ? undefined : this.#stranger;
  }
}
