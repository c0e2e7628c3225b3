import { at, change, isObject, type Place } from './place.ts';
import { type FormSource, type FormValue, writeSource } from './read-form.ts';

/** A group that asks for nothing yet. */
export const EMPTY_CONDITION = { all: [] } as const;

/** What a new comparison asks: nothing can be guessed, so it says the one thing that holds for most fields. */
export const NEW_LEAF = { fact: 'subject', path: 'status', operator: 'equal', value: 'inTransit' } as const;

/** Adds a part at the end of the group at a place. */
export function addPart(json: unknown, group: Place, part: unknown = NEW_LEAF): unknown {
  return change(json, group, (value) => {
    const of = groupOf(value);
    return of && isObject(value) ? { ...value, [of]: [...(value[of] as unknown[]), part] } : value;
  });
}

/** Removes a part; what stood inside a `not` takes the `not` with it. The outermost becomes an empty group. */
export function removePart(json: unknown, place: Place): unknown {
  const key = place.at(-1);
  if (key === undefined) return EMPTY_CONDITION;
  if (typeof key === 'string') return removePart(json, place.slice(0, -1));
  return change(json, place.slice(0, -1), (list) =>
    Array.isArray(list) ? list.filter((_, index) => index !== key) : list,
  );
}

/** Replaces a part by other JSON. */
export const replacePart = (json: unknown, place: Place, part: unknown): unknown => change(json, place, () => part);

/** Makes `any` of an `all` or the other way round; a name or fields of one's own stay where they are. */
export function setGroup(json: unknown, place: Place, to: 'all' | 'any'): unknown {
  return change(json, place, (value) => {
    const of = groupOf(value);
    if (!of || of === to || !isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name === of ? to : name, inner]));
  });
}

/** Puts a part into a group of its own, beside which others can then stand. */
export function wrapPart(json: unknown, place: Place, of: 'all' | 'any'): unknown {
  return change(json, place, (value) => ({ [of]: [value] }));
}

/** Takes the parts of a group out of it, into the group around it. The outermost group stays. */
export function unwrapGroup(json: unknown, place: Place): unknown {
  const key = place.at(-1);
  const inner = at(json, place);
  const of = groupOf(inner);
  if (typeof key !== 'number' || !of || !isObject(inner)) return json;
  return change(json, place.slice(0, -1), (list) =>
    Array.isArray(list) ? list.toSpliced(key, 1, ...(inner[of] as unknown[])) : list,
  );
}

/** Turns a part into its opposite, or back. */
export function toggleNot(json: unknown, place: Place): unknown {
  return change(json, place, (value) =>
    isObject(value) && Object.keys(value).length === 1 && isObject(value.not) ? value.not : { not: value },
  );
}

/** Moves a part up (-1) or down (1) within its list. */
export function movePart(json: unknown, place: Place, by: -1 | 1): unknown {
  const index = place.at(-1);
  if (typeof index !== 'number') return json;
  return change(json, place.slice(0, -1), (list) => {
    if (!Array.isArray(list) || index + by < 0 || index + by >= list.length) return list;
    return list.toSpliced(index, 1).toSpliced(index + by, 0, list[index]);
  });
}

/** Moves a part to the end of another group; into itself it does not go. */
export function movePartTo(json: unknown, from: Place, group: Place): unknown {
  const part = at(json, from);
  const inside = from.every((key, index) => group[index] === key);
  if (part === undefined || inside || from.length === 0) return json;
  // Added first, so that the place it comes from is still where it was.
  return removePart(addPart(json, group, part), from);
}

/** Changes what a comparison looks at. */
export function setSource(json: unknown, place: Place, source: FormSource): unknown {
  return changeLeaf(json, place, ({ fact: _f, path: _p, params: _a, ...rest }) => ({
    ...writeSource(source),
    ...rest,
  }));
}

export function setOperator(json: unknown, place: Place, operator: string): unknown {
  return changeLeaf(json, place, (leaf) => ({ ...leaf, operator }));
}

/** Changes what it is compared with. */
export function setValue(json: unknown, place: Place, value: FormValue): unknown {
  return changeLeaf(json, place, ({ value: _, ...rest }) => {
    if (value.kind === 'none') return rest;
    return { ...rest, value: value.kind === 'plain' ? value.value : writeSource(value.source) };
  });
}

/** Asks besides that the field is known: “is not gold” then holds no longer for those of whom nothing is known. */
export function alsoKnown(json: unknown, place: Place, source: FormSource): unknown {
  return change(json, place, (leaf) => ({ all: [leaf, { ...writeSource(source), operator: 'isKnown' }] }));
}

function changeLeaf(
  json: unknown,
  place: Place,
  make: (leaf: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): unknown {
  return change(json, place, (leaf) => (isObject(leaf) ? make(leaf) : leaf));
}

function groupOf(value: unknown): 'all' | 'any' | undefined {
  if (!isObject(value)) return undefined;
  if (Array.isArray(value.all)) return 'all';
  return Array.isArray(value.any) ? 'any' : undefined;
}
