import type { Value } from './literal.ts';

/** A stretch of an ordered type; `from` and `to` may be infinite. */
export interface Interval {
  readonly from: number;
  readonly fromIncluded: boolean;
  readonly to: number;
  readonly toIncluded: boolean;
}

/** The values that a cell holds for: apart and in order over an ordered type, else a finite set or all but one. */
export type CellValues =
  | { readonly kind: 'intervals'; readonly intervals: readonly Interval[] }
  | { readonly kind: 'set'; readonly values: readonly Value[]; readonly allBut: boolean };

export const EVERY_NUMBER: Interval = {
  from: Number.NEGATIVE_INFINITY,
  fromIncluded: false,
  to: Number.POSITIVE_INFINITY,
  toIncluded: false,
};

export function isEmpty({ from, fromIncluded, to, toIncluded }: Interval): boolean {
  return from > to || (from === to && !(fromIncluded && toIncluded));
}

export function within(value: number, { from, fromIncluded, to, toIncluded }: Interval): boolean {
  return (value > from || (fromIncluded && value === from)) && (value < to || (toIncluded && value === to));
}

/** The same numbers as intervals that are in order and do not touch. */
export function together(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = intervals
    .filter((each) => !isEmpty(each))
    .sort((a, b) => (a.from !== b.from ? a.from - b.from : Number(b.fromIncluded) - Number(a.fromIncluded)));
  const apart: Interval[] = [];
  for (const next of sorted) {
    const last = apart.at(-1);
    const touches = last && (next.from < last.to || (next.from === last.to && (next.fromIncluded || last.toIncluded)));
    if (!touches) apart.push(next);
    else if (next.to > last.to || (next.to === last.to && next.toIncluded))
      apart[apart.length - 1] = { ...last, to: next.to, toIncluded: next.toIncluded };
  }
  return apart;
}

/** Every value that is not among these. */
export function allBut(values: CellValues): CellValues {
  if (values.kind === 'set') return { ...values, allBut: !values.allBut };
  const rest: Interval[] = [];
  let { from, fromIncluded } = EVERY_NUMBER;
  for (const each of values.intervals) {
    rest.push({ from, fromIncluded, to: each.from, toIncluded: !each.fromIncluded });
    from = each.to;
    fromIncluded = !each.toIncluded;
  }
  rest.push({ from, fromIncluded, to: EVERY_NUMBER.to, toIncluded: false });
  return {
    kind: 'intervals',
    intervals: rest.filter((each) => !isEmpty(each) && each.from < Infinity && each.to > -Infinity),
  };
}

export function holdsFor(values: CellValues, value: Value): boolean {
  return values.kind === 'set'
    ? values.values.includes(value) !== values.allBut
    : typeof value === 'number' && values.intervals.some((interval) => within(value, interval));
}
