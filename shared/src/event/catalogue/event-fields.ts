import { EVENT_TYPES, eventTypesOf } from '../types/index.ts';
import { dataSchemaOf, objectBranch, propertiesOf } from './data-schema.ts';
import { type Field, makeField, type Schema, typeOfSchema } from './field.ts';

const DEPTH_MAX = 2;
/** Fields of every event's data that rules hardly ask about. */
const RARE: ReadonlySet<string> = new Set(['refs', 'localOffset', 'supersedes', 'retracts', 'retractsSource']);

/**
 * What a rule can ask of an event of these types (a pattern may end with `*`; none means any): its attributes, and the
 * fields of its data, those first that all of the types carry.
 */
export function eventFields(patterns: readonly string[]): readonly Field[] {
  const types = [...new Set(patterns.flatMap(eventTypesOf))];
  const wanted = types.length > 0 ? types : Object.keys(EVENT_TYPES).filter((type) => !EVENT_TYPES[type]?.internal);
  const found = new Map<string, { readonly schema: Schema; readonly from: string[] }>();
  for (const name of wanted) {
    const type = EVENT_TYPES[name];
    if (!type) continue;
    for (const [path, schema] of leavesOf(dataSchemaOf(type), 'data', 0)) {
      const before = found.get(path);
      if (before) before.from.push(type.title);
      else found.set(path, { schema, from: [type.title] });
    }
  }
  const data = [...found].map(([path, { schema, from }]) =>
    makeField('event', path, typeOfSchema(schema), {
      values: Array.isArray(schema.enum) ? schema.enum.map(String) : undefined,
      ...(from.length < wanted.length ? { from } : {}),
    }),
  );
  const inAll = (field: Field) => (field.from === undefined ? 0 : 1);
  return [...attributes(wanted), ...data.toSorted((a, b) => inAll(a) - inAll(b))];
}

function attributes(types: readonly string[]): readonly Field[] {
  return [
    makeField('event', 'type', types.length > 0 ? 'choice' : 'text', { values: types }),
    makeField('event', 'time', 'instant'),
    makeField('event', 'source', 'text'),
    makeField('event', 'late', 'boolean'),
  ];
}

/** The fields of a schema as dotted paths; an object of fields is opened, a list is not. */
export function leavesOf(schema: Schema, prefix: string, depth: number): readonly (readonly [string, Schema])[] {
  return propertiesOf(schema).flatMap(([name, inner]) => {
    if (depth === 0 && RARE.has(name)) return [];
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const object = depth < DEPTH_MAX ? objectBranch(inner) : undefined;
    const deeper = object ? leavesOf(object, path, depth + 1) : [];
    // A place by its code alone is a text, so the union itself is asked for too.
    return deeper.length === 0
      ? [[path, inner] as const]
      : inner.type === 'object'
        ? deeper
        : [[path, inner] as const, ...deeper];
  });
}
