import { z } from 'zod';
import { isObject } from '../json/object.ts';
import { type Workflow, workflowSchema } from './graph.ts';
import { configSchemas, type NodeKind } from './kinds/config.ts';
import { Memory } from './steady.ts';

/**
 * The text in which a workflow is saved, hashed and compared: fields in schema order, what the schema does not know
 * behind them in the order given, positions in their own block; two spaces, a line feed at the end.
 */
export function canonicalText(workflow: Workflow): string {
  const shape: Readonly<Record<string, unknown>> = workflowSchema.shape;
  // An object has names that are numbers before all others.
  const names = Object.keys(Object.fromEntries(namesInOrder(shape, workflow).map((name) => [name, true])));
  const parts = names.flatMap((name) => {
    const value = workflow[name];
    const text = Object.hasOwn(shape, name) ? partText(shape[name], value) : written(value, DEEPER);
    return text === undefined ? [] : [`${JSON.stringify(name)}: ${text}`];
  });
  return `${enclosed('{', parts, '}', '')}\n`;
}

const DEEPER = '  ';
const known = new Memory<string | undefined>();

/** The text of a field. A list is put together of its items, most of which are as they were while a draft is edited. */
function partText(schema: unknown, value: unknown): string | undefined {
  const list = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  if (!Array.isArray(value) || !(list instanceof z.ZodArray)) return orderedText(schema, value, DEEPER);
  const items = value.map((item) => orderedText(list.element, item, DEEPER + DEEPER) ?? 'null');
  return enclosed('[', items, ']', DEEPER);
}

function orderedText(schema: unknown, value: unknown, indent: string): string | undefined {
  const make = () => written(inOrder(schema, value), indent);
  return typeof value === 'object' && value !== null ? known.recall(value, [indent], make) : make();
}

/** A text for a place that is set in so far. It has no line feeds but those that part its lines. */
function written(value: unknown, indent: string): string | undefined {
  return JSON.stringify(value, null, 2)?.replaceAll('\n', `\n${indent}`);
}

/** Texts in brackets, each on a line, as JSON.stringify sets them. */
function enclosed(open: string, parts: readonly string[], close: string, indent: string): string {
  if (parts.length === 0) return `${open}${close}`;
  const line = `\n${indent}`;
  return `${open}${line}${DEEPER}${parts.join(`,${line}${DEEPER}`)}${line}${close}`;
}

function inOrder(schema: unknown, value: unknown): unknown {
  if (schema instanceof z.ZodOptional) return inOrder(schema.unwrap(), value);
  if (schema instanceof z.ZodArray && Array.isArray(value)) return value.map((item) => inOrder(schema.element, item));
  if (schema instanceof z.ZodDiscriminatedUnion && isObject(value)) return node(value);
  if (schema instanceof z.ZodObject && isObject(value)) return fields(schema.shape, value);
  return value;
}

/** The union of node kinds: every node has the same fields, and its config those of its kind. */
function node(value: Record<string, unknown>): unknown {
  const kind = value.kind as NodeKind;
  const shape = { id: z.string(), kind: z.string(), title: z.string(), description: z.string(), number: z.number() };
  return fields(Object.hasOwn(configSchemas, kind) ? { ...shape, config: configSchemas[kind] } : shape, value);
}

function fields(shape: Readonly<Record<string, unknown>>, value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    namesInOrder(shape, value).map((key) => [
      key,
      Object.hasOwn(shape, key) ? inOrder(shape[key], value[key]) : value[key],
    ]),
  );
}

/** The names of the fields that something has, those of the schema first. */
function namesInOrder(shape: Readonly<Record<string, unknown>>, value: Readonly<Record<string, unknown>>): string[] {
  const known = Object.keys(shape).filter((key) => Object.hasOwn(value, key) && value[key] !== undefined);
  return [...known, ...Object.keys(value).filter((key) => !Object.hasOwn(shape, key))];
}
