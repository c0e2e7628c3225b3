import type { ConfigOf } from '../../workflow/kinds/config.ts';
import { type Axis, axisOf, NOTHING } from '../axis.ts';
import { least } from '../bits.ts';
import { compareRanks } from '../hit-policy.ts';
import { jsonOf } from '../literal.ts';
import type { Given } from '../output.ts';
import { readCells } from '../read.ts';
import type { Box } from './box.ts';

/** A row as the region where it holds. */
export interface Region {
  readonly index: number;
  readonly id: string;
  readonly box: Box;
  /** No value makes it hold. */
  readonly empty: boolean;
  /** What it gives, as a text: two rows with the same text give the same. */
  readonly gives: string;
}

/** The input space of a table and the regions of its rows. */
export interface Space {
  readonly config: ConfigOf<'table'>;
  readonly axes: readonly Axis[];
  /** Where a row is wanted: every value of every column, and always one. */
  readonly domain: Box;
  readonly rows: readonly Region[];
  /** The rows in the order in which one beats another, where the policy has one and it is known beforehand. */
  readonly ranked: readonly Region[] | undefined;
}

/** The space of a table; undefined where a cell cannot be read. */
export function spaceOf(config: ConfigOf<'table'>): Space | undefined {
  const table = readCells(config);
  if (!table.ok) return undefined;
  const axes = config.inputs.map(({ type }, column) =>
    axisOf(
      type,
      table.rows.flatMap(({ when }) => when[column] ?? []),
      table.domains[column],
    ),
  );
  const rows = table.rows.map(({ id, when, give }, index): Region => {
    const box = axes.map((axis, column) => (when[column] ? axis.partsOf(when[column]) : 0n) & (axis.domain | NOTHING));
    return { index, id, box, empty: box.includes(0n), gives: JSON.stringify(give.map(said)) };
  });
  const ranks = table.rows.map(({ give }) => give.map((given) => (given.kind === 'value' ? given.value : null)));
  const known = table.rows.every(({ give }) =>
    give.every((given, column) => given.kind === 'value' || !table.outputs[column]?.ranked),
  );
  const ranked =
    config.hitPolicy === 'first'
      ? rows
      : config.hitPolicy === 'priority' && known
        ? rows.toSorted(
            (a, b) => compareRanks(table.outputs, ranks[a.index] ?? [], ranks[b.index] ?? []) || a.index - b.index,
          )
        : undefined;
  return { config, axes, domain: axes.map((axis) => axis.domain), rows, ranked };
}

function said(given: Given): unknown {
  return given.kind === 'value' ? [given.value] : given.text.trim();
}

/** Values that lie in a box, by the expression of each column; with a value wherever the box has one. */
export function exampleIn({ config, axes }: Space, box: Box): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    axes.map((axis, column) => {
      const parts = box[column] ?? 0n;
      const value = axis.sample(least(parts & ~NOTHING || parts));
      return [config.inputs[column]?.expression ?? '', value === null ? null : jsonOf(value, axis.type)];
    }),
  );
}
