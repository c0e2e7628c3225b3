import type { Expression } from '../expression/index.ts';
import type { ConfigOf } from '../workflow/kinds/config.ts';
import { type Axis, axisOf } from './axis.ts';
import { bit, members } from './bits.ts';
import type { OutputColumn } from './hit-policy.ts';
import type { Value } from './literal.ts';
import { readCells } from './read.ts';

/** What a row gives in one column: a value, or an expression that is computed when the row holds. */
export type CompiledGiven = { readonly value: Value | null } | { readonly expression: Expression };

/** A decision table whose cells are read: each input column is an index from values to the rows that hold for them. */
export interface CompiledTable {
  readonly inputs: readonly {
    readonly id: string;
    readonly label: string;
    readonly expression: Expression;
    readonly axis: Axis;
    /** Whether the column says which values it may have. */
    readonly bounded: boolean;
    /** By part of the axis, the rows whose cell holds for it. */
    readonly rows: readonly bigint[];
  }[];
  readonly outputs: readonly OutputColumn[];
  readonly rows: readonly { readonly id: string; readonly gives: readonly CompiledGiven[] }[];
}

/** Compiles a table in which validation finds no error. */
export function compileTable(config: ConfigOf<'table'>, expression: (text: string) => Expression): CompiledTable {
  const table = readCells(config);
  if (!table.ok) throw new Error(`table passed validation but does not compile: ${table.problems[0]?.says}`);
  return {
    inputs: config.inputs.map((input, index) => {
      const axis = axisOf(
        input.type,
        table.rows.map((row) => row.when[index]).filter((cell) => cell !== undefined),
        table.domains[index],
      );
      return {
        id: input.id,
        label: input.label,
        expression: expression(input.expression),
        axis,
        bounded: input.values !== undefined,
        rows: rowsByPart(
          axis,
          table.rows.map((row) => (row.when[index] ? axis.partsOf(row.when[index]) : 0n)),
        ),
      };
    }),
    outputs: table.outputs,
    rows: table.rows.map((row) => ({
      id: row.id,
      gives: row.give.map((given) =>
        given.kind === 'value' ? { value: given.value } : { expression: expression(given.text) },
      ),
    })),
  };
}

/** Turns the parts of each row into the rows of each part, in one pass over the places where a row begins or ends. */
function rowsByPart(axis: Axis, partsOfRow: readonly bigint[]): readonly bigint[] {
  const turns = new Array<bigint>(axis.size + 1).fill(0n);
  for (const [row, parts] of partsOfRow.entries()) {
    for (const part of members(parts ^ (parts << 1n))) turns[part] = (turns[part] ?? 0n) ^ bit(row);
  }
  let holding = 0n;
  return turns.slice(0, axis.size).map((turn) => {
    holding ^= turn;
    return holding;
  });
}
