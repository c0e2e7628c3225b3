import { LIMITS } from '../limits/index.ts';
import { describeDuration, formatDuration, isInstant } from '../time/index.ts';
import { BudgetSpent } from './fault.ts';
import type { Run } from './run.ts';

/** A length of time: the one value of the language that is not JSON. It leaves as ISO 8601 text (`toJson`). */
export class Duration {
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
  toJSON(): string {
    return formatDuration(this.ms);
  }
}

export type ValueType = 'text' | 'number' | 'boolean' | 'null' | 'instant' | 'duration' | 'list' | 'map' | 'any';

/** What a value is called in messages to people. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'number') return 'a number';
  if (typeof value === 'boolean') return 'a boolean';
  if (value instanceof Duration) return 'a duration';
  return Array.isArray(value) ? 'a list' : 'an object';
}

export function hasType(value: unknown, type: ValueType): boolean {
  switch (type) {
    case 'any':
      return true;
    case 'text':
      return typeof value === 'string';
    case 'instant':
      return isInstant(value);
    case 'number':
    case 'boolean':
      return typeof value === type;
    case 'null':
      return value === null;
    case 'duration':
      return value instanceof Duration;
    case 'list':
      return Array.isArray(value);
    case 'map':
      return isMap(value);
  }
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Duration);
}

/** Equality by content. Values of different types are never equal; nothing is converted. */
export function equal(a: unknown, b: unknown, run: Run): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  run.spend(1);
  if (a instanceof Duration || b instanceof Duration) {
    return a instanceof Duration && b instanceof Duration && a.ms === b.ms;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i], run))
    );
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(Reflect.get(a, key), Reflect.get(b, key), run))
  );
}

/** The JSON that leaves an expression: durations as ISO 8601 text, everything else as it is. */
export function toJson(value: unknown): unknown {
  if (value instanceof Duration) return value.toJSON();
  if (Array.isArray(value)) return value.map(toJson);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toJson(inner)]));
}

/** How a value reads in a text for people: durations as `2 h 30 min`, null as nothing, lists and maps as JSON. */
export function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Duration) return describeDuration(value.ms);
  return typeof value === 'object' ? JSON.stringify(toJson(value)) : String(value);
}

/** Ends the evaluation when a result, written as JSON, would be larger than its budget. */
export function checkOutput(value: unknown): void {
  let left = LIMITS.expressionOutputCharacters;
  const walk = (inner: unknown): void => {
    left -= typeof inner === 'string' ? inner.length + 2 : 4;
    if (left < 0) throw new BudgetSpent('The result is larger than its limit');
    if (Array.isArray(inner)) for (const item of inner) walk(item);
    else if (isMap(inner)) {
      for (const [key, field] of Object.entries(inner)) {
        left -= key.length + 3;
        walk(field);
      }
    }
  };
  walk(value);
}
