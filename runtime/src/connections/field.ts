/** The value at a JSON pointer (RFC 6901) of a JSON-like value; undefined where there is none. */
export function valueAt(value: unknown, pointer: string): unknown {
  return keysOf(pointer).reduce<unknown>((inner, key) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined;
    return Reflect.get(inner, key);
  }, value);
}

/** A copy of a JSON-like value with other values at places that exist in it; the rest is as it was. */
export function withValuesAt(value: unknown, values: ReadonlyMap<string, unknown>, pointer = ''): unknown {
  if (values.has(pointer)) return values.get(pointer);
  if (Array.isArray(value)) return value.map((item, index) => withValuesAt(item, values, `${pointer}/${index}`));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, withValuesAt(member, values, `${pointer}/${escaped(key)}`)]),
  );
}

/** The JSON pointer of a path of keys. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${escaped(String(key))}`).join('');
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function keysOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
