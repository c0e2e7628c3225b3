import { describePath } from '../../expression/index.ts';
import { statuses } from '../status.ts';

/** What a form has to know of a value to ask for it: which operators fit and how it is written. */
export const fieldTypes = [
  'text',
  'choice',
  'number',
  'boolean',
  'instant',
  'duration',
  'list',
  'object',
  'any',
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** One value that a condition or an expression can read, with what a reader has to know of it. */
export interface Field {
  /** The fact, and the path below it in a condition; together an expression: `subject` + `commitment.deliverBy`. */
  readonly fact: string;
  readonly path: string;
  readonly type: FieldType;
  /** In words, as the plain English of a condition calls it. */
  readonly label: string;
  /** How its unit is written behind a number (`kg`, `°C`). */
  readonly unit?: string;
  /** All values that it can have, where they are known. */
  readonly values?: readonly string[];
  /** Where it comes from: titles of the event types that carry it. */
  readonly from?: readonly string[];
}

/** The part of a JSON Schema (draft 2020-12) that says what a value is. */
export type Schema = Readonly<Record<string, unknown>>;

const INSTANT_PATTERN = /^\^\\d\{4\}-\\d\{2\}-\\d\{2\}T/;

/** What a schema says a value is; a value that may be several things is `any`. */
export function typeOfSchema(schema: Schema): FieldType {
  if (Array.isArray(schema.enum)) return 'choice';
  if (Array.isArray(schema.anyOf)) {
    const types = new Set(schema.anyOf.filter(isSchema).map(typeOfSchema));
    const [only] = types;
    return types.size === 1 && only ? only : 'any';
  }
  switch (schema.type) {
    case 'string':
      return typeof schema.pattern === 'string' && INSTANT_PATTERN.test(schema.pattern) ? 'instant' : 'text';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
      return 'list';
    case 'object':
      return 'object';
    default:
      return 'any';
  }
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/kmh$/i, 'km/h'],
  [/kg$/i, 'kg'],
  [/minutes$/i, 'min'],
  [/seconds$/i, 's'],
  [/^temperature|setPoint$/i, '°C'],
  [/^battery$/, '%'],
  [/^lux$/, 'lx'],
  [/^g$/, 'g'],
  [/^(?:heading|tilt|lat|lon)$/, '°'],
  [/[a-z]M$/, 'm'],
];

/** The unit of a number by its name: the model gives one name one meaning, so the name is enough. */
export function unitOf(name: string): string | undefined {
  return UNITS.find(([pattern]) => pattern.test(name))?.[1];
}

/** Completes a field: its words, its unit, and the values that the model fixes for it. */
export function makeField(
  fact: string,
  path: string,
  type: FieldType,
  more: { readonly values?: readonly string[] | undefined; readonly from?: readonly string[] | undefined } = {},
): Field {
  const keys = path === '' ? [] : path.split('.');
  const unit = type === 'number' ? unitOf(keys.at(-1) ?? '') : undefined;
  const values = more.values ?? (fact !== 'event' && path === 'status' ? statuses() : undefined);
  return {
    fact,
    path,
    type: values && type === 'text' ? 'choice' : type,
    label: describePath(fact, keys),
    ...(unit === undefined ? {} : { unit }),
    ...(values === undefined ? {} : { values }),
    ...(more.from === undefined ? {} : { from: more.from }),
  };
}
