import { z } from 'zod';
import type { EventType } from '../types/type.ts';
import { isSchema, type Schema } from './field.ts';

const known = new WeakMap<EventType, Schema>();

/** The JSON Schema of an event type's data, made once. */
export function dataSchemaOf(type: EventType): Schema {
  const made = known.get(type);
  if (made) return made;
  const schema = z.toJSONSchema(type.data, { io: 'input', reused: 'inline', unrepresentable: 'any' });
  known.set(type, schema);
  return schema;
}

/** The schemas of an object's fields, by name. */
export function propertiesOf(schema: Schema): readonly (readonly [string, Schema])[] {
  const { properties } = schema;
  if (!isSchema(properties)) return [];
  return Object.entries(properties).filter((entry): entry is [string, Schema] => isSchema(entry[1]));
}

/** The branch of a union that is an object: of a place by its code or with its parts, the parts. */
export function objectBranch(schema: Schema): Schema | undefined {
  if (schema.type === 'object') return schema;
  return Array.isArray(schema.anyOf) ? schema.anyOf.filter(isSchema).find((each) => each.type === 'object') : undefined;
}
