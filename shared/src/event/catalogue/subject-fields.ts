import { timeQualities } from '../envelope.ts';
import { RESERVED_VIEW_NAMES } from '../state.ts';
import { EVENT_TYPES } from '../types/index.ts';
import { dataSchemaOf, objectBranch, propertiesOf } from './data-schema.ts';
import { leavesOf } from './event-fields.ts';
import { exampleEvent } from './example-event.ts';
import { type Field, type FieldType, makeField, type Schema, typeOfSchema } from './field.ts';

/** What the view of every subject holds by itself (`state.ts`); lines, readings and milestones are keyed by a source's texts. */
const OWN: readonly (readonly [path: string, type: FieldType, values?: readonly string[]])[] = [
  ['status', 'text'],
  ['phase', 'text'],
  ['phaseSince', 'instant'],
  ['eta', 'instant'],
  ['etaStatedAt', 'instant'],
  ['etaQuality', 'choice', timeQualities],
  ['commitment.deliverBy', 'instant'],
  ['commitment.timeQuality', 'choice', timeQualities],
  ['delivered.at', 'instant'],
  ['delivered.complete', 'boolean'],
  ['openLines', 'number'],
  ['id', 'text'],
];

/**
 * What a rule can ask of a subject of this kind: what its view works out, and the attributes that events about such
 * subjects leave behind. An attribute is found by folding a full example, so a new fold appears here by itself.
 */
export function subjectFields(kind: string): readonly Field[] {
  const found = new Map<string, { readonly schema: Schema; readonly from: string[] }>();
  for (const type of Object.values(EVENT_TYPES)) {
    if (type.internal || (type.subjectKinds.length > 0 && !type.subjectKinds.includes(kind))) continue;
    const example = exampleEvent(type.type, { subject: `${kind}:X`, time: EXAMPLE_TIME, full: true });
    const schemas = new Map(propertiesOf(dataSchemaOf(type)));
    for (const fold of type.folds)
      for (const { path, value } of fold(example)) {
        if (!path.startsWith('attributes.')) continue;
        for (const [name, schema] of attribute(path.slice('attributes.'.length), value, schemas)) {
          const before = found.get(name);
          if (before && !before.from.includes(type.title)) before.from.push(type.title);
          if (!before) found.set(name, { schema, from: [type.title] });
        }
      }
  }
  const attributes = [...found].map(([path, { schema, from }]) =>
    makeField('subject', path, typeOfSchema(schema), {
      values: Array.isArray(schema.enum) ? schema.enum.map(String) : undefined,
      from,
    }),
  );
  return [...OWN.map(([path, type, values]) => makeField('subject', path, type, { values })), ...attributes];
}

const EXAMPLE_TIME = '2026-01-05T08:00:00.000Z';

/** An attribute that is a field of the event, or the whole of a reading with its parts. */
function attribute(
  name: string,
  value: unknown,
  schemas: ReadonlyMap<string, Schema>,
): readonly (readonly [string, Schema])[] {
  if (RESERVED_VIEW_NAMES.has(name)) return [];
  const schema = schemas.get(name);
  if (schema) {
    const object = objectBranch(schema);
    return object ? [[name, schema], ...leavesOf(object, name, 1)] : [[name, schema]];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[name, { type: typeof value }]];
  return Object.keys(value).map((key) => [`${name}.${key}`, schemas.get(key) ?? { type: 'string' }] as const);
}
