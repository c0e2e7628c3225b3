import { isObject } from '../../json/object.ts';

export { isObject };

/** Where a part stands in a condition: the keys and positions that lead to it from the outside. */
export type Place = readonly (string | number)[];

/** The JSON pointer of a place: how problems name it. */
export function pointerOf(place: Place): string {
  return place.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** What stands at a place; undefined where nothing does. */
export function at(json: unknown, place: Place): unknown {
  let value = json;
  for (const key of place) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** The JSON with one place changed; everything beside the way there stays the same object. */
export function change(json: unknown, place: Place, make: (value: unknown) => unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return make(json);
  if (Array.isArray(json)) return json.map((item: unknown, index) => (index === key ? change(item, rest, make) : item));
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, item]) => [name, name === key ? change(item, rest, make) : item]),
  );
}
