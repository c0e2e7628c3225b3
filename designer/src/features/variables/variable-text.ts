import type { Variable, VariableValue } from '@slipway/shared/api';

/** What a variable can be here: what live workflows declare, or what its value is; undefined where nothing says. */
export function typeOf(variable: Variable): 'number' | 'string' | 'boolean' | undefined {
  const [declared] = variable.usedBy;
  if (declared) return declared.type;
  switch (typeof variable.value) {
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'string':
      return 'string';
    default:
      return undefined;
  }
}

/** The values that are set, with one changed; undefined takes it back to the defaults. */
export function withValue(
  variables: readonly Variable[],
  name: string,
  value: VariableValue | undefined,
): Readonly<Record<string, VariableValue>> {
  const others = variables.filter((one) => one.set && one.name !== name);
  const entries = others.map((one): [string, VariableValue] => [one.name, one.value ?? null]);
  return Object.fromEntries(value === undefined ? entries : [...entries, [name, value]]);
}

/** The value that a text stands for; undefined where it is none of this type. */
export function readValue(text: string, type: 'number' | 'string' | 'boolean'): VariableValue | undefined {
  if (type === 'string') return text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  return /^-?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}

/** A value as people read it. */
export function valueText(value: VariableValue): string {
  return typeof value === 'string' ? value : String(value);
}
