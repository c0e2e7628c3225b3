import type { Expression } from '../expression/index.ts';
import type { ConfigOf } from '../workflow/index.ts';

/** A decision table whose cells are read: what a token's values come to. */
export interface CompiledTable {
  readonly inputs: readonly Expression[];
}

/** Compiles a table in which validation finds no error. */
export function compileTable(config: ConfigOf<'table'>, expression: (text: string) => Expression): CompiledTable {
  return { inputs: config.inputs.map((input) => expression(input.expression)) };
}
