import { isInstant } from '../../time/index.ts';
import { ANYTHING, BOOLEAN, INSTANT, listOf, NUMBER, TEXT, type Type, type TypeScope } from '../check/index.ts';

const DEPTH_MAX = 5;
const FIELDS_MAX = 80;

type Sample = Readonly<Record<string, unknown>>;

/**
 * The types of a place, with what a sample shows of what nothing else is known of: answers of other systems, fields that a
 * source added. What a sample shows may be something else another time, so it is only likely.
 */
export function withSample(scope: TypeScope, sample: Sample | undefined): TypeScope {
  if (!sample) return scope;
  return Object.fromEntries(
    Object.entries(scope).map(([name, type]) => [
      name,
      Object.hasOwn(sample, name) ? shownBy(type, sample[name], 0) : type,
    ]),
  );
}

function shownBy(type: Type, value: unknown, depth: number): Type {
  if (depth >= DEPTH_MAX || (type.kind !== 'any' && type.kind !== 'map') || !isObject(value)) return type;
  // Of an object whose fields are all known by name, a sample tells nothing new.
  const closed = type.kind === 'map' && type.fields !== undefined && type.rest === undefined;
  const shown = Object.entries(value)
    .slice(0, FIELDS_MAX)
    .flatMap(([key, inner]): readonly (readonly [string, Type])[] => {
      const known = type.fields && Object.hasOwn(type.fields, key) ? type.fields[key] : undefined;
      if (known) return [[key, shownBy(known, inner, depth + 1)]];
      return closed || inner === undefined ? [] : [[key, typeOfSample(inner, depth + 1)]];
    });
  if (shown.length === 0) return type;
  const rest = type.rest ?? (closed ? undefined : ANYTHING);
  return { ...type, fields: { ...type.fields, ...Object.fromEntries(shown) }, ...(rest && { rest }) };
}

/** What a value that was seen once is likely to be again. */
export function typeOfSample(value: unknown, depth = 0): Type {
  switch (typeof value) {
    case 'string':
      return { ...(isInstant(value) ? INSTANT : TEXT), likely: true };
    case 'number':
      return { ...NUMBER, likely: true };
    case 'boolean':
      return { ...BOOLEAN, likely: true };
    default:
      if (Array.isArray(value)) return { ...listOf(typeOfSample(value[0], depth + 1)), likely: true };
      return isObject(value) ? shownBy({ kind: 'map', rest: ANYTHING }, value, depth) : ANYTHING;
  }
}

function isObject(value: unknown): value is Sample {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('ms' in value);
}
