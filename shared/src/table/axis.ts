import { LIMITS } from '../limits/index.ts';
import type { CellType } from '../workflow/kinds/decide.ts';
import { bit, stretch } from './bits.ts';
import type { Cell } from './cell.ts';
import { isOrdered, type Value } from './literal.ts';
import { between } from './sample.ts';

/**
 * The values of a column, cut into the parts that its cells tell apart: part 0 is *no value*; over an ordered type then
 * come, by turns, the stretch before a threshold and the threshold; else each value that is written somewhere, and all
 * others. A cell, like any set of values, is a set of parts.
 */
export interface Axis {
  readonly type: CellType;
  readonly size: number;
  /** The parts that have a value in them and lie in the column's domain; never part 0. */
  readonly domain: bigint;
  readonly partOf: (value: Value | null) => number;
  readonly partsOf: (cell: Cell) => bigint;
  /** A value out of each part of the domain; null for part 0. */
  readonly sample: (part: number) => Value | null;
  /** What a part is: a value, or the stretch between two thresholds (undefined where it is open), or all others. */
  readonly describe: (part: number) => Part;
}

export type Part =
  | { readonly kind: 'nothing' | 'others' }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'stretch'; readonly from: number | undefined; readonly to: number | undefined };

/** The part 0 of every axis. */
export const NOTHING = 1n;

/** The axis of a column with these cells. `domain` are the values that the column may have, if that is said. */
export function axisOf(type: CellType, cells: readonly Cell[], domain?: Cell): Axis {
  const all = domain ? [...cells, domain] : cells;
  const axis = isOrdered(type) ? orderedAxis(type, all) : plainAxis(type, all);
  return domain ? { ...axis, domain: axis.domain & axis.partsOf(domain) & ~NOTHING } : axis;
}

function orderedAxis(type: CellType, cells: readonly Cell[]): Axis {
  const bounds = cells.flatMap(({ values }) =>
    values.kind === 'intervals' ? values.intervals.flatMap(({ from, to }) => [from, to]) : [],
  );
  const thresholds = [...new Set(bounds.filter(Number.isFinite))].sort((a, b) => a - b);
  const last = 1 + 2 * thresholds.length;
  /** The index of the first threshold that is not less. */
  const search = (value: number): number => {
    let [low, high] = [0, thresholds.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((thresholds[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const partOf = (value: Value | null): number => {
    if (typeof value !== 'number') return 0;
    const index = search(value);
    return thresholds[index] === value ? 2 + 2 * index : 1 + 2 * index;
  };
  const describe = (part: number): Part => {
    if (part === 0) return { kind: 'nothing' };
    const value = thresholds[(part - 2) / 2];
    if (value !== undefined) return { kind: 'value', value };
    return { kind: 'stretch', from: thresholds[(part - 3) / 2], to: thresholds[(part - 1) / 2] };
  };
  const sample = (part: number): Value | null => {
    const described = describe(part);
    if (described.kind === 'value') return described.value;
    return described.kind === 'stretch' ? between(described.from, described.to, type) : null;
  };
  let domain = stretch(1, last);
  // Between two neighbouring milliseconds there is no instant.
  for (let part = 1; part <= last; part += 2) if (sample(part) === null) domain &= ~bit(part);
  const partsOf = ({ missing, values }: Cell): bigint => {
    let parts = missing ? NOTHING : 0n;
    if (values.kind !== 'intervals') return parts;
    for (const { from, fromIncluded, to, toIncluded } of values.intervals) {
      const first = from === -Infinity ? 1 : 2 + 2 * search(from) + (fromIncluded ? 0 : 1);
      const end = to === Infinity ? last : 2 + 2 * search(to) - (toIncluded ? 0 : 1);
      parts |= stretch(first, end);
    }
    return parts;
  };
  return { type, size: last + 1, domain, partOf, partsOf, sample, describe };
}

function plainAxis(type: CellType, cells: readonly Cell[]): Axis {
  const written =
    type === 'boolean'
      ? [true, false]
      : [...new Set(cells.flatMap(({ values }) => (values.kind === 'set' ? values.values : [])))].sort();
  const index = new Map<Value, number>(written.map((value, at) => [value, at + 1]));
  const others = written.length + 1;
  const last = type === 'boolean' ? written.length : others;
  const partsOf = ({ missing, values }: Cell): bigint => {
    let parts = 0n;
    if (values.kind === 'set') {
      for (const value of values.values) parts |= bit(index.get(value) ?? others);
      if (values.allBut) parts = stretch(1, last) & ~parts;
    }
    return missing ? parts | NOTHING : parts;
  };
  return {
    type,
    size: last + 1,
    domain: stretch(1, last),
    partOf: (value) => (value === null ? 0 : (index.get(value) ?? others)),
    partsOf,
    sample: (part) => (part === 0 ? null : (written[part - 1] ?? another(index))),
    describe: (part) => {
      const value = written[part - 1];
      if (value !== undefined) return { kind: 'value', value };
      return { kind: part === 0 ? 'nothing' : 'others' };
    },
  };
}

/** A text that stands in no cell. */
function another(written: ReadonlyMap<Value, number>): string {
  for (let n = 0; n <= LIMITS.tableRows * 100; n += 1) {
    const text = n === 0 ? 'other' : `other ${n}`;
    if (!written.has(text)) return text;
  }
  return '';
}
