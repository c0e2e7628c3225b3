import type { ConnectorItem } from '@slipway/shared/api';
import { type Draft, nodesOf } from '@slipway/shared/workflow/edit';

type Schema = Readonly<Record<string, unknown>>;

/** A field of what an operation answers, as a form asks for it. */
export interface OutputField {
  readonly name: string;
  readonly title: string;
  readonly kind: 'text' | 'number' | 'yes-no' | 'list' | 'object' | 'any';
  readonly required: boolean;
  /** What may stand there. */
  readonly example: unknown;
}

/** The schema of what a step's system answers, where its connector is known here. */
export function outputSchemaOf(
  draft: Draft,
  nodeId: string,
  connectors: readonly Pick<ConnectorItem, 'id' | 'operations'>[],
): Schema | undefined {
  const config = nodesOf(draft).find(({ id }) => id === nodeId)?.config;
  const { slot, operation } = asSchema(config) ?? {};
  const declared: readonly unknown[] = Array.isArray(draft.connections) ? draft.connections : [];
  const connection = declared.map(asSchema).find((each) => each?.slot === slot);
  const operations = connectors.find(({ id }) => id === connection?.connector)?.operations ?? {};
  return typeof operation === 'string' && Object.hasOwn(operations, operation)
    ? asSchema(operations[operation]?.output)
    : undefined;
}

/** The fields that a schema names, in its order. */
export function outputFields(schema: Schema | undefined): readonly OutputField[] {
  const required: readonly unknown[] = Array.isArray(schema?.required) ? schema.required : [];
  return Object.entries(asSchema(schema?.properties) ?? {}).flatMap(([name, inner]) => {
    const field = asSchema(inner);
    if (!field) return [];
    const title = typeof field.title === 'string' ? field.title : name;
    return [{ name, title, kind: kindOf(field), required: required.includes(name), example: exampleOf(field) }];
  });
}

const KINDS: Readonly<Record<string, OutputField['kind']>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'yes-no',
  array: 'list',
  object: 'object',
};

function kindOf({ type }: Schema): OutputField['kind'] {
  return (typeof type === 'string' ? KINDS[type] : undefined) ?? 'any';
}

const EMPTY = { text: '', number: 0, 'yes-no': true, list: [], object: {}, any: null } as const;

function exampleOf(schema: Schema): unknown {
  const { examples, default: usual, enum: values } = schema;
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  if (usual !== undefined) return usual;
  return Array.isArray(values) && values.length > 0 ? values[0] : EMPTY[kindOf(schema)];
}

/** An answer with an example in every field that is not there: what was said already stays. */
export function filledOutput(schema: Schema | undefined, said: unknown): unknown {
  const fields = outputFields(schema);
  if (fields.length === 0) return said;
  return { ...Object.fromEntries(fields.map(({ name, example }) => [name, example])), ...asSchema(said) };
}

/** Fields that an answer must have and has not, and those in which something of another kind stands. */
export function wrongFields(schema: Schema | undefined, said: unknown): readonly OutputField[] {
  const answer = asSchema(said) ?? {};
  return outputFields(schema).filter(({ name, kind, required }) => {
    const value = answer[name];
    return value === undefined ? required : kind !== 'any' && kindOfValue(value) !== kind;
  });
}

function kindOfValue(value: unknown): OutputField['kind'] | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) return 'list';
  return KINDS[typeof value];
}

function asSchema(value: unknown): Schema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : undefined;
}
