import { calendarFunctions } from './calendar.ts';
import { clockFunctions } from './clock.ts';
import type { FunctionSpec } from './define.ts';
import { listFunctions } from './list.ts';
import { numberFunctions } from './number.ts';
import { placeFunctions } from './place.ts';
import { textFunctions } from './text.ts';
import { timeFunctions } from './time.ts';
import { unitFunctions } from './unit.ts';
import { valueFunctions } from './value.ts';

/** Every function of the language by name, in one table: the editor's help and the reference page print it. */
export const FUNCTIONS = {
  ...timeFunctions,
  ...clockFunctions,
  ...calendarFunctions,
  ...placeFunctions,
  ...unitFunctions,
  ...numberFunctions,
  ...listFunctions,
  ...textFunctions,
  ...valueFunctions,
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof FUNCTIONS;

const byName: ReadonlyMap<string, FunctionSpec> = new Map(Object.entries(FUNCTIONS));

/** The function of a name, if there is one. */
export function findFunction(name: string): FunctionSpec | undefined {
  return byName.get(name);
}

/** How a function is written: `addDays(instant, days, zone?)`. */
export function signature(name: string, spec: FunctionSpec): string {
  const parameters = spec.parameters.map(
    (each) => `${each.name}${each.optional ? '?' : ''}${each.repeated ? ', …' : ''}`,
  );
  return `${name}(${parameters.join(', ')})`;
}
