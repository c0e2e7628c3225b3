import type { Wanted } from '@slipway/shared/expression';

type Schema = Readonly<Record<string, unknown>>;

/** A field of an operation's input as a form asks for it. */
export interface InputField {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly required: boolean;
  readonly kind: 'text' | 'number' | 'choice' | 'json';
  readonly values: readonly string[];
  /** What a value must be that is computed; undefined where anything will do. */
  readonly wanted: Wanted | undefined;
  /** What it begins with when it is added. */
  readonly empty: unknown;
}

/** The fields that a JSON Schema names, in its order. */
export function inputFields(schema: Schema): readonly InputField[] {
  const { properties } = schema;
  if (!isSchema(properties)) return [];
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(properties).flatMap(([name, inner]): readonly InputField[] => {
    if (!isSchema(inner)) return [];
    const kind = kindOf(inner);
    return [
      {
        name,
        title: typeof inner.title === 'string' ? inner.title : name,
        description: typeof inner.description === 'string' ? inner.description : undefined,
        required: required.includes(name),
        kind,
        values: Array.isArray(inner.enum) ? inner.enum.map(String) : [],
        wanted: wantedOf(inner),
        empty: kind === 'json' ? (inner.type === 'array' ? [] : {}) : kind === 'choice' ? firstOf(inner.enum) : '',
      },
    ];
  });
}

/** What stands in the input and not in the schema: kept, and shown as it is. */
export function restOf(schema: Schema, value: Schema): Schema {
  const known = new Set(inputFields(schema).map((field) => field.name));
  return Object.fromEntries(Object.entries(value).filter(([name]) => !known.has(name)));
}

/** Whether nothing is said yet where something must be. */
export function isUnfilled(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function kindOf(schema: Schema): InputField['kind'] {
  if (Array.isArray(schema.enum)) return 'choice';
  if (schema.type === 'number' || schema.type === 'integer') return 'number';
  if (schema.type === 'string' || schema.type === 'boolean') return 'text';
  // Of several possibilities the simple one is asked for: an address, rather than a list of them.
  if (Array.isArray(schema.anyOf)) {
    const kinds = schema.anyOf.filter(isSchema).map(kindOf);
    return kinds.includes('text') && kinds.length <= 3 ? 'text' : 'json';
  }
  return 'json';
}

type WantedType = Wanted['types'][number];

const TYPES: Readonly<Record<string, readonly WantedType[]>> = {
  string: ['text', 'instant', 'duration'],
  number: ['number'],
  integer: ['number'],
  boolean: ['boolean'],
  array: ['list'],
  object: ['map'],
};
const WORDS: Readonly<Record<string, string>> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list',
  map: 'an object',
};

/** What a JSON Schema takes, as the checker of expressions asks for it: instants and durations leave a step as texts. */
function wantedOf(schema: Schema): Wanted | undefined {
  const branches = Array.isArray(schema.anyOf) ? schema.anyOf.filter(isSchema) : [schema];
  const types = branches.map(({ type }) => (typeof type === 'string' ? TYPES[type] : undefined));
  if (types.some((each) => each === undefined)) return undefined;
  const all = [...new Set(types.flatMap((each) => each ?? []))];
  const what = all.flatMap((each) => WORDS[each] ?? []).join(' or ');
  return { types: all, what };
}

function firstOf(values: unknown): unknown {
  return Array.isArray(values) ? values[0] : '';
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
