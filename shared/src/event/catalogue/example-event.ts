import { instantFromMs, instantToMs } from '../../time/index.ts';
import type { CanonicalEvent } from '../envelope.ts';
import { eventType } from '../types/index.ts';
import { dataSchemaOf, propertiesOf } from './data-schema.ts';
import { isSchema, type Schema, typeOfSchema } from './field.ts';

const DAY_MS = 24 * 3_600_000;
/** Fields of the data that an example leaves out: they speak about other events. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'refs',
  'reason',
  'supersedes',
  'retracts',
  'retractsSource',
  'localOffset',
  'note',
  'stop',
]);
/** What makes an example telling: asked for in nearly every rule about its type. */
const TELLING: ReadonlySet<string> = new Set([
  ...['deliverBy', 'customerTier', 'carrier', 'mode', 'plannedPickupAt', 'plannedDeliveryAt', 'temperatureMax'],
  ...['lines', 'minutes', 'destination'],
]);

const WORDS: Readonly<Record<string, unknown>> = {
  classifier: 'ACT',
  customerTier: 'gold',
  carrier: 'DHL',
  mode: 'road',
  measure: 'temperature',
  unit: 'CEL',
  value: 7.5,
  temperatureMin: 2,
  temperatureMax: 8,
  currency: 'EUR',
  destination: 'DEHAM',
  origin: 'NLRTM',
  minutes: 45,
  timeQuality: 'exact',
};

/**
 * An event of a type as a source would send it, made from its schema: with `full` every field has a value, otherwise
 * the required ones and the most telling. Planned and due instants lie in the days after `time`.
 */
export function exampleEvent(
  type: string,
  options: { readonly subject: string; readonly time: string; readonly id?: string; readonly full?: boolean },
): CanonicalEvent {
  const known = eventType(type);
  const data: Record<string, unknown> = {};
  if (known) {
    const schema = dataSchemaOf(known);
    const required = new Set(Array.isArray(schema.required) ? schema.required : []);
    const later = instantFromMs(instantToMs(options.time) + DAY_MS);
    for (const [name, inner] of propertiesOf(schema)) {
      const wanted = required.has(name) || (options.full ? !LEFT_OUT.has(name) : TELLING.has(name));
      if (wanted) data[name] = exampleValue(name, inner, later);
    }
    if (known.classifier) data.classifier = 'ACT';
  }
  return {
    id: options.id ?? 'example-1',
    source: 'try-it',
    type,
    subject: options.subject,
    time: options.time,
    data,
  };
}

function exampleValue(name: string, schema: Schema, later: string): unknown {
  if (Object.hasOwn(WORDS, name) && fits(WORDS[name], schema)) return WORDS[name];
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (Array.isArray(schema.anyOf)) {
    const [first] = schema.anyOf.filter(isSchema);
    return first ? exampleValue(name, first, later) : null;
  }
  switch (typeOfSchema(schema)) {
    case 'instant':
      return later;
    case 'number':
      return typeof schema.minimum === 'number' && schema.minimum > 1 ? schema.minimum : 1;
    case 'boolean':
      return true;
    case 'list':
      return exampleList(name, schema, later);
    case 'object':
      return exampleObject(schema, later);
    case 'any':
      return null;
    default:
      return exampleText(name, schema);
  }
}

function exampleText(name: string, schema: Schema): string {
  const text = name === 'id' ? '1' : name === 'scheme' ? 'erp.order' : name;
  if (typeof schema.pattern !== 'string') return text;
  return /\[A-Z\]\{3\}/.test(schema.pattern) ? 'EUR' : /\[A-Z0-9\]/.test(schema.pattern) ? 'CEL' : text;
}

function exampleList(name: string, schema: Schema, later: string): unknown[] {
  const { items, minItems } = schema;
  if (Array.isArray(schema.prefixItems))
    return schema.prefixItems.filter(isSchema).map((each) => exampleValue(name, each, later));
  if (!isSchema(items)) return [];
  const count = typeof minItems === 'number' ? minItems : 1;
  return Array.from({ length: count }, () => exampleValue(name, items, later));
}

/** Of an object only what it must have, and of a line what was promised. */
function exampleObject(schema: Schema, later: string): Record<string, unknown> {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const wanted = propertiesOf(schema).filter(
    ([name]) => required.has(name) || name === 'deliverBy' || name === 'quantity',
  );
  return Object.fromEntries(wanted.map(([name, inner]) => [name, exampleValue(name, inner, later)]));
}

function fits(value: unknown, schema: Schema): boolean {
  if (Array.isArray(schema.anyOf)) return schema.anyOf.filter(isSchema).some((each) => fits(value, each));
  if (Array.isArray(schema.enum)) return schema.enum.includes(value);
  return schema.type === typeof value || (schema.type === 'integer' && Number.isInteger(value));
}
