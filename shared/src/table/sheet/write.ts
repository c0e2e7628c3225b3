import type { ConfigOf } from '../../workflow/kinds/config.ts';
import { HEADERS, POLICIES } from './layout.ts';

/** How many rows stand above the rules. */
export const HEADER_ROWS = 1 + HEADERS.length;

/**
 * A table as the cells of a sheet: the policy's letter in the corner, the labels beside it, below them kind, id, expression,
 * type and values of each column, then a row per rule with its id first and its note last.
 */
export function writeTable(config: ConfigOf<'table'>): string[][] {
  const { inputs, outputs, rows } = config;
  const columns = [
    ...inputs.map((input) => ({ ...input, kind: 'input' })),
    ...outputs.map((output) => ({ ...output, kind: 'output', expression: '' })),
  ];
  const policy = POLICIES.find(
    ([, each]) => each.hitPolicy === config.hitPolicy && each.aggregate === config.aggregate,
  );
  return [
    [policy?.[0] ?? config.hitPolicy, ...columns.map(({ label }) => label), 'Note'],
    ['kind', ...columns.map(({ kind }) => kind), 'note'],
    ['id', ...columns.map(({ id }) => id), ''],
    ['expression', ...columns.map(({ expression }) => expression), ''],
    ['type', ...columns.map(({ type }) => type), ''],
    // A line each: a value may have commas in it.
    ['values', ...columns.map(({ values }) => (values ?? []).join('\n')), ''],
    ...rows.map((row) => [
      row.id,
      ...row.when.map((cell, column) => (inputs[column]?.type === 'number' ? spaced(cell) : cell)),
      ...row.give,
      row.note ?? '',
    ]),
  ];
}

/** Whoever writes decimal commas must not take `1,5` for one. */
function spaced(cell: string): string {
  return cell.replaceAll(/,(?=\S)/g, ', ');
}
