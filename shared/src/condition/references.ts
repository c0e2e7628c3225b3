import { isObject, type Place } from './form/place.ts';

type Json = Readonly<Record<string, unknown>>;

/** A place in a condition that says `{ "condition": "<name>" }`. */
export interface NamedReference {
  readonly name: string;
  readonly place: Place;
}

/** Every reference to a named condition, in order. Takes any JSON: what is no condition holds none. */
export function referencesIn(json: unknown): readonly NamedReference[] {
  const found: NamedReference[] = [];
  const open: (readonly [unknown, Place])[] = [[json, []]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [part, place] = next;
    if (!isObject(part)) continue;
    if (Object.hasOwn(part, 'condition') && typeof part.condition === 'string')
      found.push({ name: part.condition, place });
    open.push(...partsOf(part, place).reverse());
  }
  return found;
}

/** A condition with each reference replaced by what `change` makes of it; the same value where it leaves them alone. */
export function mapReferences(json: unknown, change: (reference: Json, name: string) => unknown): unknown {
  if (!isObject(json)) return json;
  const inner = Object.entries(json).map(([key, value]): readonly [string, unknown] => {
    if ((key === 'all' || key === 'any') && Array.isArray(value)) {
      const parts = value.map((each) => mapReferences(each, change));
      return [key, parts.every((part, at) => part === value[at]) ? value : parts];
    }
    return [key, key === 'not' ? mapReferences(value, change) : value];
  });
  const made = inner.every(([key, value]) => value === json[key]) ? json : Object.fromEntries(inner);
  return typeof json.condition === 'string' && Object.hasOwn(json, 'condition') ? change(made, json.condition) : made;
}

/** Whether a named condition comes to ask another one, itself or through those that it refers to. */
export function leadsTo(named: Json, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name) || !Object.hasOwn(named, name)) continue;
    seen.add(name);
    const next = referencesIn(named[name]).map((each) => each.name);
    if (next.includes(to)) return true;
    open.push(...next);
  }
  return false;
}

function partsOf(part: Json, place: Place): (readonly [unknown, Place])[] {
  return (['all', 'any', 'not'] as const).flatMap((key): (readonly [unknown, Place])[] => {
    const inner = Object.hasOwn(part, key) ? part[key] : undefined;
    if (Array.isArray(inner)) return inner.map((each, at) => [each, [...place, key, at]] as const);
    return key === 'not' ? [[inner, [...place, key]]] : [];
  });
}
