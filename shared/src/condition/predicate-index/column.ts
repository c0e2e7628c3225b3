import { type Pages, RowDraft } from './rows.ts';

/** The places of a row's pages. */
export type Row = Uint32Array;

/** What one field says of all conjuncts: the row of those that its value leaves possible; nothing where only a closure can tell. */
export interface Column {
  row(value: unknown): Row | undefined;
}

/** A predicate in the conjunct whose bit it can clear. */
export interface Clause<Predicate> {
  readonly conjunct: number;
  readonly predicate: Predicate;
}

/** Where rows go, and how many bits they have. */
export interface Room {
  readonly pages: Pages;
  readonly bits: number;
}

/** No predicate has anything to do with facts here: what it depends on is the value alone. */
export const NO_FACTS = Object.freeze({});

/** A row in the making. A conjunct may have several clauses in one column; its bit is set while none of them is false. */
export class ClauseDraft {
  readonly #draft: RowDraft;
  readonly #conjuncts: readonly number[];
  readonly #holds: boolean[];
  readonly #failing = new Map<number, number>();

  constructor(room: Room, clauses: readonly Clause<unknown>[]) {
    this.#draft = new RowDraft(room, true);
    this.#conjuncts = clauses.map((clause) => clause.conjunct);
    this.#holds = clauses.map(() => true);
  }

  /** Says what clause number `at` comes to now. */
  set(at: number, holds: boolean): void {
    if (this.#holds[at] === holds) return;
    this.#holds[at] = holds;
    const conjunct = this.#conjuncts[at] ?? 0;
    const failing = (this.#failing.get(conjunct) ?? 0) + (holds ? -1 : 1);
    this.#failing.set(conjunct, failing);
    if (failing === (holds ? 0 : 1)) this.#draft.set(conjunct, holds);
  }

  holds(at: number): boolean {
    return this.#holds[at] ?? true;
  }

  row(): Row {
    return this.#draft.row();
  }
}
