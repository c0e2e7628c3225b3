import { type Axis, NOTHING } from '../axis.ts';
import { members } from '../bits.ts';
import { EVERY_NUMBER, type Interval, together } from '../cell-values.ts';
import { isOrdered, type Value, writeLiteral } from '../literal.ts';
import type { Box } from './box.ts';
import type { Region, Space } from './space.ts';

/** A cell that holds for exactly these parts of a column's domain; *all but some, or none* cannot be written. */
export function cellFor(axis: Axis, parts: bigint): string | undefined {
  const all = axis.domain;
  const missing = (parts & NOTHING) !== 0n;
  if ((parts & all) === all) return missing ? '-' : 'not(null)';
  const tests = isOrdered(axis.type) ? stretches(axis, parts) : values(axis, parts);
  if (typeof tests === 'string') return missing ? undefined : tests;
  return (missing ? ['null', ...tests] : tests).join(', ');
}

function values(axis: Axis, parts: bigint): readonly string[] | string {
  const described = members(parts & ~NOTHING).map(axis.describe);
  if (!described.some(({ kind }) => kind === 'others')) return described.flatMap((part) => literal(axis, part));
  const others = members(axis.domain & ~parts).map(axis.describe);
  return `not(${others.flatMap((part) => literal(axis, part)).join(', ')})`;
}

function literal(axis: Axis, part: ReturnType<Axis['describe']>): string[] {
  return part.kind === 'value' ? [writeLiteral(part.value, axis.type)] : [];
}

/** Parts that lie side by side as one interval; between two of them may be parts in which there is nothing. */
function stretches(axis: Axis, parts: bigint): readonly string[] {
  const intervals = members(parts & ~NOTHING).flatMap((part): Interval[] => {
    const described = axis.describe(part);
    if (described.kind === 'value' && typeof described.value === 'number')
      return [{ from: described.value, fromIncluded: true, to: described.value, toIncluded: true }];
    if (described.kind !== 'stretch') return [];
    const { from = EVERY_NUMBER.from, to = EVERY_NUMBER.to } = described;
    return [{ from, fromIncluded: false, to, toIncluded: false }];
  });
  const write = (value: Value) => writeLiteral(value, axis.type);
  return together(intervals).map(({ from, fromIncluded, to, toIncluded }) => {
    if (from === to) return write(from);
    if (from === Number.NEGATIVE_INFINITY) return `${toIncluded ? '<=' : '<'} ${write(to)}`;
    if (to === Number.POSITIVE_INFINITY) return `${fromIncluded ? '>=' : '>'} ${write(from)}`;
    return `${fromIncluded ? '[' : '('}${write(from)}..${write(to)}${toIncluded ? ']' : ')'}`;
  });
}

/** A region in words: `Tier is "gold" and Weight is > 30`; columns that may be anything are left out. */
export function regionWords({ config, axes, domain }: Space, box: Box): string {
  const told = axes.flatMap((axis, column) => {
    const parts = box[column] ?? 0n;
    if ((parts & axis.domain) === domain[column]) return [];
    return [`${config.inputs[column]?.label} is ${(cellFor(axis, parts) ?? '…').slice(0, 120)}`];
  });
  return told.length > 0 ? told.join(' and ') : 'whatever the values are';
}

export function rowWords({ index, id }: Region): string {
  return `row ${index + 1} (${id})`;
}
