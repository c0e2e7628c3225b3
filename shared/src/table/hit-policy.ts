import type { CellType, HitPolicy } from '../workflow/kinds/decide.ts';
import { jsonOf, type Value } from './literal.ts';

/** A row that holds, with what it gives in each output column. */
export interface Hit {
  readonly row: number;
  readonly gives: readonly (Value | null)[];
}

export interface OutputColumn {
  readonly id: string;
  readonly type: CellType;
  /** The values that the column may have, the first one first in rank. */
  readonly ranked: readonly Value[] | undefined;
}

export interface Policy {
  readonly hitPolicy: HitPolicy;
  readonly aggregate: 'sum' | 'min' | 'max' | 'count' | undefined;
  readonly outputs: readonly OutputColumn[];
}

export type Settled =
  /** `rows` are those that the answer comes from, in its order. */
  | { readonly ok: true; readonly rows: readonly number[]; readonly outputs: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly rows: readonly [number, number] };

/** What the rows that hold come to together (DMN 1.5, 8.2.8 *Hit policy*). The hits are in the order of the rows. */
export function settle(policy: Policy, hits: readonly Hit[]): Settled {
  const [first, second] = hits;
  if (!first) return { ok: true, rows: [], outputs: none(policy) };
  switch (policy.hitPolicy) {
    case 'unique':
      return second ? { ok: false, rows: [first.row, second.row] } : single(policy, first, [first]);
    case 'first':
      return single(policy, first, [first]);
    case 'any': {
      const other = hits.find((hit) => !same(hit.gives, first.gives));
      return other ? { ok: false, rows: [first.row, other.row] } : single(policy, first, hits);
    }
    case 'priority': {
      const best = byRank(policy, hits)[0] ?? first;
      return single(policy, best, [best]);
    }
    case 'collect':
      return policy.aggregate ? aggregated(policy, hits) : listed(policy, hits);
    case 'ruleOrder':
      return listed(policy, hits);
    case 'outputOrder':
      return listed(policy, byRank(policy, hits));
  }
}

/** The hits in decreasing rank of their outputs, compared column by column; of equals the row that stands first. */
export function byRank({ outputs }: Pick<Policy, 'outputs'>, hits: readonly Hit[]): readonly Hit[] {
  return hits.toSorted((a, b) => compareRanks(outputs, a.gives, b.gives) || a.row - b.row);
}

/** Less than zero where the first ranks before the second. A value that is not in its list ranks behind those that are. */
export function compareRanks(
  outputs: readonly OutputColumn[],
  a: readonly (Value | null)[],
  b: readonly (Value | null)[],
): number {
  for (const [index, { ranked }] of outputs.entries()) {
    if (!ranked) continue;
    const difference = rank(ranked, a[index]) - rank(ranked, b[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function rank(ranked: readonly Value[], value: Value | null | undefined): number {
  const index = value === null || value === undefined ? -1 : ranked.indexOf(value);
  return index < 0 ? ranked.length : index;
}

function same(a: readonly (Value | null)[], b: readonly (Value | null)[]): boolean {
  return a.every((value, index) => value === b[index]);
}

function single({ outputs }: Policy, hit: Hit, rows: readonly Hit[]): Settled {
  return {
    ok: true,
    rows: rows.map(({ row }) => row),
    outputs: Object.fromEntries(outputs.map(({ id, type }, index) => [id, json(hit.gives[index], type)])),
  };
}

function listed({ outputs }: Policy, hits: readonly Hit[]): Settled {
  const list = (index: number, type: CellType) => hits.map(({ gives }) => json(gives[index], type));
  return {
    ok: true,
    rows: hits.map(({ row }) => row),
    outputs: Object.fromEntries(outputs.map(({ id, type }, index) => [id, list(index, type)])),
  };
}

function aggregated({ outputs, aggregate }: Policy, hits: readonly Hit[]): Settled {
  const rows = hits.map(({ row }) => row);
  const make = (index: number, type: CellType): unknown => {
    if (aggregate === 'count') return hits.length;
    // A row that gives null has nothing to add.
    const values = hits.map(({ gives }) => gives[index]).filter((value) => typeof value === 'number');
    if (values.length === 0) return null;
    const made = values.reduce((a, b) =>
      aggregate === 'sum' ? a + b : aggregate === 'min' ? Math.min(a, b) : Math.max(a, b),
    );
    return jsonOf(made, type);
  };
  return {
    ok: true,
    rows,
    outputs: Object.fromEntries(outputs.map(({ id, type }, index) => [id, make(index, type)])),
  };
}

/** What later steps read where no row holds. */
function none({ hitPolicy, aggregate, outputs }: Policy): Readonly<Record<string, unknown>> {
  const lists = hitPolicy === 'ruleOrder' || hitPolicy === 'outputOrder' || (hitPolicy === 'collect' && !aggregate);
  const nothing = lists ? [] : aggregate === 'count' && hitPolicy === 'collect' ? 0 : null;
  return Object.fromEntries(outputs.map(({ id }) => [id, nothing]));
}

function json(value: Value | null | undefined, type: CellType): unknown {
  return value === null || value === undefined ? null : jsonOf(value, type);
}
