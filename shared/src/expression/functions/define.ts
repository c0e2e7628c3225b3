import { isFailure } from '../../failure/index.ts';
import { Fault } from '../fault.ts';
import type { Run } from '../run.ts';
import type { ValueType } from '../value.ts';

export interface Parameter {
  readonly name: string;
  /** The types that are taken; `any` takes all, null too. */
  readonly types: readonly ValueType[];
  readonly optional?: boolean;
  /** The last parameter only: takes any number of further arguments. */
  readonly repeated?: boolean;
}

/** One function of the language: everything that evaluation, the editor's help and the reference page need. */
export interface FunctionSpec {
  readonly group: 'text' | 'number' | 'time' | 'list' | 'place' | 'value';
  readonly parameters: readonly Parameter[];
  readonly result: ValueType;
  readonly help: string;
  readonly example: string;
  /** Fields of the first argument that are read, for the list of paths. */
  readonly reads?: readonly string[];
  /** Gets missing arguments too, instead of being missing itself. */
  readonly lenient?: boolean;
  readonly run: (args: readonly unknown[], run: Run) => unknown;
}

/** A parameter in one line: `param('zone', 'text', { optional: true })`. */
export function param(
  name: string,
  types: ValueType | readonly ValueType[],
  options: { readonly optional?: boolean; readonly repeated?: boolean } = {},
): Parameter {
  return { name, types: typeof types === 'string' ? [types] : types, ...options };
}

/** Runs what may fail by a code (dates, zones, durations) and gives the failure as a Fault. */
export function orFault(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (isFailure(error)) return new Fault(error.message);
    throw error;
  }
}
