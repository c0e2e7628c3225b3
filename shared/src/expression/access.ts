import { Fault } from './fault.ts';
import type { Step } from './run.ts';
import { FORBIDDEN_KEYS } from './syntax.ts';
import { isMap, typeName } from './value.ts';

/** One step of a path: a field's name, a position, or an expression that computes either. */
export interface AccessStep {
  readonly key: string | number | Step;
  readonly optional: boolean;
}

/** Follows a path over own fields. What does not exist is a missing Fault, or null behind a `.?`. */
export function access(base: Step, steps: readonly AccessStep[], name: string): Step {
  return (run) => {
    let value = base(run);
    if (value === undefined || typeof value === 'function') value = new Fault(`There is no ${name}`, true);
    let optional = false;
    for (const step of steps) {
      optional ||= step.optional;
      if (value instanceof Fault && !value.missing) return value;
      if (value instanceof Fault) continue;
      const key: unknown = typeof step.key === 'function' ? step.key(run) : step.key;
      value = key instanceof Fault ? key : readField(value, key);
    }
    return optional && value instanceof Fault && value.missing ? null : value;
  };
}

function readField(value: unknown, key: unknown): unknown {
  if (Array.isArray(value)) {
    if (typeof key !== 'number') return new Fault(`A list has positions and no field ${show(key)}`, true);
    const item: unknown = value[key];
    return item === undefined ? new Fault(`The list has no position ${show(key)}`, true) : item;
  }
  if (typeof key !== 'string') {
    return value === null
      ? new Fault('There is no list', true)
      : new Fault(`${typeName(key)} is not the name of a field of ${typeName(value)}`);
  }
  if (isMap(value) && Object.hasOwn(value, key) && !FORBIDDEN_KEYS.has(key)) {
    const field = value[key];
    if (field !== undefined && typeof field !== 'function') return field;
  }
  return new Fault(`There is no field ${show(key)}`, true);
}

function show(key: unknown): string {
  return typeof key === 'string' ? `“${key.slice(0, 60)}”` : String(key);
}
