import type { Field } from '../../event/catalogue/index.ts';
import { ANYTHING, BOOLEAN, DURATION, INSTANT, listOf, NUMBER, type Type } from '../../expression/index.ts';

/** The fields of the catalogue under their dotted paths as one type, to which sources may add fields of their own. */
export function treeOf(fields: ReadonlyMap<string, Type>, called: string): Type {
  const inner = new Map<string, Map<string, Type>>();
  for (const [path, type] of fields) {
    const dot = path.indexOf('.');
    const name = dot < 0 ? path : path.slice(0, dot);
    const below = inner.get(name) ?? new Map<string, Type>();
    below.set(dot < 0 ? '' : path.slice(dot + 1), type);
    inner.set(name, below);
  }
  return {
    kind: 'map',
    fields: Object.fromEntries([...inner].map(([name, below]) => [name, branch(name, below)])),
    rest: ANYTHING,
    called,
  };
}

function branch(name: string, below: ReadonlyMap<string, Type>): Type {
  const own = below.get('');
  const parts = new Map([...below].filter(([path]) => path !== ''));
  if (parts.size === 0) return own ?? ANYTHING;
  const tree = treeOf(parts, `“${name}”`);
  // A place by its code alone is a text, and one with its parts an object: nothing is certain of the whole.
  return own === undefined || own.kind === 'map'
    ? { ...tree, ...(own?.likely && { likely: true }) }
    : { ...tree, kind: 'any' };
}

/** What the catalogue says of a field. */
export function typeOfField({ type, values, from }: Field, options: { readonly likely?: boolean } = {}): Type {
  const certain = kindOf(type, values);
  return options.likely || from !== undefined ? { ...certain, likely: true } : certain;
}

function kindOf(type: Field['type'], values: readonly string[] | undefined): Type {
  switch (type) {
    case 'text':
      return { kind: 'text', plain: true };
    case 'choice':
      return { kind: 'text', ...(values ? { values } : { plain: true }) };
    case 'number':
      return NUMBER;
    case 'boolean':
      return BOOLEAN;
    case 'instant':
      return INSTANT;
    case 'duration':
      return DURATION;
    case 'list':
      return listOf(ANYTHING);
    case 'object':
      return { kind: 'map', rest: ANYTHING };
    case 'any':
      return ANYTHING;
  }
}
