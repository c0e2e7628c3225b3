import { type Clause, ClauseDraft, type Column, NO_FACTS, type Room, type Row } from './column.ts';
import type { NumberPredicate, TextPredicate } from './predicate.ts';

/** Values that are neither numbers nor texts, each looked up by itself. */
const SINGLES = [undefined, null, true, false] as const;
/** A text that begins like no number, and one that begins like a number and is none. */
const [NO_NUMBER, HALF_A_NUMBER] = ['', '5x'];

/** Finds the region of a number between sorted thresholds. */
export class NumberColumn implements Column {
  readonly #marks: Float64Array;
  /** How many marks lie below each of equal steps from the first to the last: a search begins near its end. */
  readonly #steps: Uint32Array;
  readonly #scale: number;
  readonly #regions: readonly Row[];
  readonly #singles: ReadonlyMap<unknown, Row>;
  /** Some clause holds of no text at all, so that a text that spells a number is not the number. */
  readonly #numbersOnly: boolean;

  constructor(room: Room, clauses: readonly Clause<NumberPredicate>[]) {
    const marks = [...new Set(clauses.flatMap(({ predicate }) => predicate.marks))].sort((a, b) => a - b);
    this.#marks = Float64Array.from(marks);
    const count = 4 * marks.length;
    const [first = 0, last = first] = [marks[0], marks.at(-1)];
    this.#scale = last > first && Number.isFinite(last - first) ? count / (last - first) : 0;
    this.#steps = stepsOf(marks, first, this.#scale, count);
    this.#regions = regionsOf(room, clauses, marks, ({ marks: own, holds }) => {
      const sorted = [...new Set(own)].sort((a, b) => a - b);
      return sorted.flatMap((mark, at) => {
        const below = at === 0 ? Number.NEGATIVE_INFINITY : mark / 2 + (sorted[at - 1] ?? mark) / 2;
        const last = at === sorted.length - 1 ? [holds(Number.POSITIVE_INFINITY, NO_FACTS)] : [];
        return [holds(below, NO_FACTS), holds(mark, NO_FACTS), ...last];
      });
    });
    this.#singles = singlesOf(room, clauses, [...SINGLES, Number.NaN, NO_NUMBER, HALF_A_NUMBER]);
    this.#numbersOnly = clauses.some(({ predicate }) => predicate.numbersOnly);
  }

  row(value: unknown): Row | undefined {
    if (typeof value === 'number') return Number.isNaN(value) ? this.#singles.get(value) : this.#region(value);
    if (typeof value !== 'string') return this.#singles.get(value);
    if (Number.isNaN(Number.parseFloat(value))) return this.#singles.get(NO_NUMBER);
    const number = Number(value);
    if (Number.isNaN(number)) return this.#singles.get(HALF_A_NUMBER);
    return this.#numbersOnly ? undefined : this.#region(number);
  }

  #region(value: number): Row | undefined {
    const marks = this.#marks;
    const step = Math.floor((value - (marks[0] as number)) * this.#scale);
    let low = 0;
    let high = marks.length;
    if (step < 0) high = 0;
    else if (step < this.#steps.length - 1) {
      low = this.#steps[step] as number;
      high = this.#steps[step + 1] as number;
    }
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((marks[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return this.#regions[marks[low] === value ? 2 * low + 1 : 2 * low];
  }
}

/** How many marks lie in the steps before each step. A mark's step is found as a value's is, so that rounding cannot part them. */
function stepsOf(marks: readonly number[], first: number, scale: number, count: number): Uint32Array {
  const steps = new Uint32Array(count + 2);
  for (const mark of marks) {
    const after = Math.floor((mark - first) * scale) + 1;
    steps[after] = (steps[after] ?? 0) + 1;
  }
  let sum = 0;
  return steps.map((own) => {
    sum += own;
    return sum;
  });
}

/** Finds the region of a text between sorted thresholds. Ordering asks first whether it begins like a number. */
export class TextColumn implements Column {
  readonly #marks: readonly string[];
  readonly #regions: readonly Row[];
  readonly #singles: ReadonlyMap<unknown, Row>;

  constructor(room: Room, clauses: readonly Clause<TextPredicate>[]) {
    // Sorted as `<` compares texts, not as a language does.
    this.#marks = [...new Set(clauses.flatMap(({ predicate }) => predicate.marks))].sort((a, b) => (a < b ? -1 : 1));
    this.#regions = regionsOf(room, clauses, this.#marks, ({ sides }) => sides);
    this.#singles = singlesOf(room, clauses, [...SINGLES, NO_NUMBER]);
  }

  row(value: unknown): Row | undefined {
    if (typeof value !== 'string') return this.#singles.get(value);
    if (Number.isNaN(Number.parseFloat(value))) return this.#singles.get(NO_NUMBER);
    let low = 0;
    let high = this.#marks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#marks[middle] as string) < value) low = middle + 1;
      else high = middle;
    }
    return this.#regions[this.#marks[low] === value ? 2 * low + 1 : 2 * low];
  }
}

/** Rows below, at and between the marks; `pieces` says the same of one predicate and its own marks. */
function regionsOf<Mark, P extends { readonly marks: readonly Mark[] }>(
  room: Room,
  clauses: readonly Clause<P>[],
  marks: readonly Mark[],
  pieces: (predicate: P) => readonly boolean[],
): readonly Row[] {
  const draft = new ClauseDraft(room, clauses);
  const places = new Map(marks.map((mark, at) => [mark, 2 * at + 1]));
  const changes = new Map<number, (readonly [clause: number, holds: boolean])[]>();
  for (const [at, { predicate }] of clauses.entries()) {
    const [first, ...others] = pieces(predicate);
    draft.set(at, first ?? true);
    const own = predicate.marks.map((mark) => places.get(mark) ?? 0);
    const bounds = [...new Set(own)].sort((a, b) => a - b).flatMap((place) => [place, place + 1]);
    for (const [piece, region] of bounds.entries()) {
      const change = [at, others[piece] ?? true] as const;
      const known = changes.get(region);
      if (known) known.push(change);
      else changes.set(region, [change]);
    }
  }
  return Array.from({ length: 2 * marks.length + 1 }, (_, region) => {
    for (const [at, holds] of changes.get(region) ?? []) draft.set(at, holds);
    return draft.row();
  });
}

function singlesOf(
  room: Room,
  clauses: readonly Clause<NumberPredicate | TextPredicate>[],
  values: readonly unknown[],
): ReadonlyMap<unknown, Row> {
  const draft = new ClauseDraft(room, clauses);
  return new Map(
    values.map((value) => {
      for (const [at, { predicate }] of clauses.entries()) draft.set(at, predicate.holds(value, NO_FACTS));
      return [value, draft.row()] as const;
    }),
  );
}
