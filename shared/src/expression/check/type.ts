import { isInstant } from '../../time/index.ts';

/** What can be said of a value before it is there. `any` is what nothing is known of; it never gives cause for complaint. */
export type TypeKind = 'any' | 'null' | 'text' | 'instant' | 'number' | 'boolean' | 'duration' | 'list' | 'map';

/** The type of an expression as far as it is known when it is written. Every value may also be missing. */
export interface Type {
  readonly kind: TypeKind;
  /** All texts that it can be. */
  readonly values?: readonly string[];
  /** A text that is a name or a note and never a moment, as the model says. */
  readonly plain?: boolean;
  /** What a list holds. */
  readonly item?: Type;
  /** The fields of an object that are known by name … */
  readonly fields?: Readonly<Record<string, Type>>;
  /** … and what fields of other names hold; without it there are none. */
  readonly rest?: Type;
  /** What an object of known fields is called in messages: “the event”. */
  readonly called?: string;
  /** A name that is not among its fields is told by somebody else. */
  readonly told?: boolean;
  /** Sources may send something else under this name, so that what does not fit is no certain mistake. */
  readonly likely?: boolean;
}

/** What nothing is known of: it fits everywhere. */
export const ANYTHING: Type = { kind: 'any' };
export const NULL: Type = { kind: 'null' };
export const TEXT: Type = { kind: 'text' };
export const INSTANT: Type = { kind: 'instant' };
export const NUMBER: Type = { kind: 'number' };
export const BOOLEAN: Type = { kind: 'boolean' };
export const DURATION: Type = { kind: 'duration' };

/** A list of items of one type. */
export const listOf = (item: Type): Type => ({ kind: 'list', item });

/** The type of a value that is written out. */
export function typeOfValue(value: unknown): Type {
  switch (typeof value) {
    case 'string':
      return isInstant(value) ? INSTANT : { kind: 'text', values: [value] };
    case 'number':
      return NUMBER;
    case 'boolean':
      return BOOLEAN;
    default:
      if (value === null) return NULL;
      return Array.isArray(value) ? listOf(value.map(typeOfValue).reduce(join, ANYTHING)) : ANYTHING;
  }
}

/** What a value is that may be the one or the other. */
export function join(a: Type, b: Type): Type {
  if (a.kind === 'null') return b;
  if (b.kind === 'null') return a;
  if (a.kind !== b.kind) return isText(a) && isText(b) ? TEXT : ANYTHING;
  if (a === b) return a;
  const likely = a.likely || b.likely ? { likely: true } : {};
  if (a.kind === 'text') {
    const values = a.values && b.values ? { values: [...new Set([...a.values, ...b.values])] } : {};
    return { kind: 'text', ...values, ...(a.plain && b.plain && { plain: true }), ...likely };
  }
  if (a.kind === 'list') return { ...listOf(join(a.item ?? ANYTHING, b.item ?? ANYTHING)), ...likely };
  return a.kind === 'map' ? { kind: 'map', rest: ANYTHING, ...likely } : { kind: a.kind, ...likely };
}

/** The type that all of some have in common; nothing is known of none. */
export function joinAll(types: readonly Type[]): Type {
  const [first, ...others] = types;
  return first ? others.reduce(join, first) : ANYTHING;
}

/** Instants are texts of a certain form. */
export function isText(type: Type): boolean {
  return type.kind === 'text' || type.kind === 'instant';
}

/** Whether a text can be no instant: it is written out, one of a few words, or a name. */
export function isPlain(type: Type): boolean {
  return type.kind === 'text' && (type.plain === true || (type.values !== undefined && !type.values.some(isInstant)));
}

const NAMES: Readonly<Record<TypeKind, string>> = {
  any: 'a value',
  null: 'null',
  text: 'a text',
  instant: 'an instant',
  number: 'a number',
  boolean: 'true or false',
  duration: 'a duration',
  list: 'a list',
  map: 'an object',
};

/** What a type is called in messages to people. */
export function nameType({ kind, values }: Type): string {
  const [only, more] = values ?? [];
  return only !== undefined && more === undefined ? `the text “${only.slice(0, 40)}”` : NAMES[kind];
}
