import { useConfig, useStep } from '../step-context.ts';
import { asObject, withoutEmpty } from './small-forms.tsx';

type Row = Readonly<Record<string, unknown>>;

/** A list of objects in a step's configuration; emptied it is removed, unless it is to be kept. */
export function useRows(field: string, { keep = false }: { readonly keep?: boolean } = {}) {
  const { set } = useStep();
  const value = useConfig(field);
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  const put = (next: readonly unknown[]) => set(field, next.length === 0 && !keep ? undefined : next);
  return {
    rows: rows.map(asObject),
    change: (index: number, row: Row) => put(rows.map((each, at) => (at === index ? withoutEmpty(row) : each))),
    add: (row: Row) => put([...rows, row]),
    remove: (index: number) => put(rows.toSpliced(index, 1)),
    swap: (one: number, other: number) => put(rows.with(one, rows[other]).with(other, rows[one])),
  };
}
