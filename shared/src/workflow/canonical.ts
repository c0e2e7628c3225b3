import { z } from 'zod';
import { type Workflow, workflowSchema } from './graph.ts';
import { configSchemas, type NodeKind } from './kinds/config.ts';

/**
 * The text in which a workflow is saved, hashed and compared: fields in schema order, what the schema does not know
 * behind them in the order given, positions in their own block; two spaces, a line feed at the end.
 */
export function canonicalText(workflow: Workflow): string {
  return `${JSON.stringify(inOrder(workflowSchema, workflow), null, 2)}\n`;
}

function inOrder(schema: unknown, value: unknown): unknown {
  if (schema instanceof z.ZodOptional) return inOrder(schema.unwrap(), value);
  if (schema instanceof z.ZodArray && Array.isArray(value)) return value.map((item) => inOrder(schema.element, item));
  if (schema instanceof z.ZodDiscriminatedUnion && isRecord(value)) return node(value);
  if (schema instanceof z.ZodObject && isRecord(value)) return fields(schema.shape, value);
  return value;
}

/** The union of node kinds: every node has the same fields, and its config those of its kind. */
function node(value: Record<string, unknown>): unknown {
  const kind = value.kind as NodeKind;
  const shape = { id: z.string(), kind: z.string(), title: z.string(), description: z.string(), number: z.number() };
  return fields(Object.hasOwn(configSchemas, kind) ? { ...shape, config: configSchemas[kind] } : shape, value);
}

function fields(shape: Readonly<Record<string, unknown>>, value: Record<string, unknown>): Record<string, unknown> {
  const known = Object.keys(shape).filter((key) => Object.hasOwn(value, key) && value[key] !== undefined);
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(shape, key));
  return Object.fromEntries([
    ...known.map((key) => [key, inOrder(shape[key], value[key])]),
    ...unknown.map((key) => [key, value[key]]),
  ]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
