import { z } from 'zod';

/** A text that leaves the vault only towards its own target. Forms show it as a password and never show it again. */
export function secret(): z.ZodString {
  return z.string().min(1).max(10_000).meta({ format: 'password', writeOnly: true, 'x-secret': true });
}

/** The JSON pointers (RFC 6901) of the secrets that `value`, a connection of this schema, really holds. */
export function secretPointers(schema: z.ZodType, value: unknown): string[] {
  const found = new Set<string>();
  collect(jsonSchemaOf(schema), value, '', (pointer, held) => typeof held === 'string' && found.add(pointer));
  return [...found];
}

/** The JSON pointers at which a connection of this schema has a secret, whatever stands there in `value`. */
export function secretPlaces(schema: z.ZodType, value: unknown): string[] {
  const found = new Set<string>();
  collect(jsonSchemaOf(schema), value, '', (pointer) => found.add(pointer));
  return [...found];
}

/** The secret texts that `value`, a connection of this schema, holds. */
export function secretValues(schema: z.ZodType, value: unknown): string[] {
  const found = new Set<string>();
  collect(jsonSchemaOf(schema), value, '', (_pointer, held) => typeof held === 'string' && found.add(held));
  return [...found];
}

/** A copy of a connection that may be shown: every secret is `mask`. */
export function maskSecrets(schema: z.ZodType, value: unknown, mask = '••••••'): unknown {
  return masked(value, '', new Set(secretPointers(schema, value)), mask);
}

type JsonSchema = Readonly<Record<string, unknown>>;
const cache = new WeakMap<z.ZodType, JsonSchema>();

/** The JSON Schema of a connection or input, from which forms are drawn; a secret is `writeOnly`. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  let known = cache.get(schema);
  if (!known) {
    known = z.toJSONSchema(schema, { io: 'input', reused: 'inline', unrepresentable: 'any' }) as JsonSchema;
    cache.set(schema, known);
  }
  return known;
}

function collect(
  schema: unknown,
  value: unknown,
  pointer: string,
  found: (pointer: string, held: unknown) => void,
): void {
  if (!isRecord(schema)) return;
  if (schema.writeOnly === true) {
    if (value !== undefined) found(pointer, value);
    return;
  }
  for (const word of ['anyOf', 'oneOf', 'allOf'] as const) {
    const branches = schema[word];
    if (Array.isArray(branches)) for (const branch of branches) collect(branch, value, pointer, found);
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(schema.items, item, `${pointer}/${index}`, found);
    return;
  }
  if (!isRecord(value)) return;
  const properties = isRecord(schema.properties) ? schema.properties : {};
  for (const [key, member] of Object.entries(value)) {
    const inner = Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties;
    collect(inner, member, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, found);
  }
}

function masked(value: unknown, pointer: string, secrets: ReadonlySet<string>, mask: string): unknown {
  if (secrets.has(pointer)) return mask;
  if (Array.isArray(value)) return value.map((item, index) => masked(item, `${pointer}/${index}`, secrets, mask));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      masked(member, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, secrets, mask),
    ]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
