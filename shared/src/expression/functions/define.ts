import { isFailure } from '../../failure/index.ts';
import { isZone } from '../../time/index.ts';
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
  /** A text is the id of one of these, which the workflow declares. */
  readonly names?: 'zones' | 'calendars';
  /** An object without `lat` and `lon` is no position. */
  readonly position?: boolean;
  /** What is wrong with a text that is written out and could never be taken, as a sentence without its full stop. */
  readonly check?: (text: string) => string | undefined;
}

/** One function of the language: everything that evaluation, the editor's help and the reference page need. */
export interface FunctionSpec {
  readonly group: 'text' | 'number' | 'time' | 'calendar' | 'list' | 'place' | 'unit' | 'value';
  readonly parameters: readonly Parameter[];
  readonly result: ValueType;
  /** Where that says more than `result`: it gives one of its arguments, or an item of its first, or a list of those. */
  readonly gives?: 'argument' | 'item' | 'items';
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
  options: Pick<Parameter, 'optional' | 'repeated' | 'names' | 'position' | 'check'> = {},
): Parameter {
  return { name, types: typeof types === 'string' ? [types] : types, ...options };
}

/** A time zone by its IANA name. */
export const zoneParameter = param('zone', 'text', {
  optional: true,
  check: (name) => (isZone(name) ? undefined : `There is no time zone “${name.slice(0, 40)}” (such as Europe/Berlin)`),
});

/** Runs what may fail by a code (dates, zones, durations) and gives the failure as a Fault. */
export function orFault(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (isFailure(error)) return new Fault(error.message);
    throw error;
  }
}
