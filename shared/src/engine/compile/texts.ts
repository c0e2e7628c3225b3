import { type CompiledCondition, compileCondition } from '../../condition/index.ts';
import { compileExpression, compileTemplate, type Expression, type Template } from '../../expression/index.ts';
import { parseDuration } from '../../time/index.ts';
import type { CompiledMapping } from '../program.ts';

/* `validate` has compiled every one of these texts already: one that fails here is a bug. */

export function expression(text: string): Expression {
  const result = compileExpression(text);
  if (!result.ok) throw new Error(`expression passed validation but does not compile: ${text}`);
  return result.expression;
}

export function template(text: string): Template {
  const result = compileTemplate(text);
  if (!result.ok) throw new Error(`template passed validation but does not compile: ${text}`);
  return result.template;
}

export function condition(json: unknown): CompiledCondition {
  const result = compileCondition(json);
  if (!result.ok) throw new Error('condition passed validation but does not compile');
  return result.condition;
}

/** A mapping: every string in it becomes a template. */
export function mapping(value: unknown): CompiledMapping {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return { kind: 'list', items: value.map(mapping) };
  if (typeof value === 'object' && value !== null)
    return { kind: 'object', fields: Object.entries(value).map(([key, item]) => [key, mapping(item)] as const) };
  return { kind: 'constant', value };
}

/** A string that is one `${…}` alone keeps the type of its value; any other is a text. */
function text(value: string): CompiledMapping {
  const alone = value.startsWith('${') && value.endsWith('}') ? compileExpression(value.slice(2, -1)) : undefined;
  return alone?.ok
    ? { kind: 'expression', expression: alone.expression }
    : { kind: 'template', template: template(value) };
}

/** `shipment.*` means every type that begins with `shipment.`; `*` means every type. */
export function matcher(types: readonly string[]): (type: string) => boolean {
  const exact = new Set(types.filter((type) => !type.endsWith('*')));
  const prefixes = types.filter((type) => type.endsWith('*')).map((type) => type.slice(0, -1));
  return (type) => exact.has(type) || prefixes.some((prefix) => type.startsWith(prefix));
}

/** The field with what is made of a value, or no field where there is no value. */
export function optional<Name extends string, Value, Made>(
  name: Name,
  value: Value | undefined,
  make: (value: Value) => Made,
) {
  return (value === undefined ? {} : { [name]: make(value) }) as { [K in Name]?: Made };
}

export function milliseconds(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : parseDuration(text);
}

export function byId<Item extends { readonly id: string }>(
  items: readonly Item[] = [],
): Readonly<Record<string, Item>> {
  return Object.fromEntries(items.map((item) => [item.id, item]));
}
