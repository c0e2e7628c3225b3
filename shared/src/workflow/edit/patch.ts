import type { PatchOperation } from '../../problem/index.ts';
import { type Draft, isObject } from './draft.ts';

/** The draft after a JSON patch (RFC 6902: add, replace, remove); an operation whose place is not there is left out. */
export function applyPatch(draft: Draft, patch: readonly PatchOperation[]): Draft {
  return patch.reduce<Draft>((before, operation) => {
    const after = changeAt(before, keysOf(operation.path), operation);
    return isObject(after) ? after : before;
  }, draft);
}

/** The keys of a JSON pointer (RFC 6901). */
export function keysOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What stands at a JSON pointer; undefined where nothing does. */
export function valueAt(json: unknown, pointer: string): unknown {
  let value = json;
  for (const key of keysOf(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function changeAt(json: unknown, keys: readonly string[], operation: PatchOperation): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return operation.op === 'remove' ? json : operation.value;
  if (Array.isArray(json)) return changeItem(json, key, rest, operation);
  if (!isObject(json)) return json;
  if (rest.length > 0 && !Object.hasOwn(json, key)) return json;
  if (rest.length === 0 && operation.op === 'remove')
    return Object.fromEntries(Object.entries(json).filter(([name]) => name !== key));
  return { ...json, [key]: rest.length > 0 ? changeAt(json[key], rest, operation) : given(operation) };
}

function changeItem(
  list: readonly unknown[],
  key: string,
  rest: readonly string[],
  operation: PatchOperation,
): unknown {
  const index = key === '-' ? list.length : Number(key);
  if (!Number.isInteger(index) || index < 0 || index > list.length) return list;
  if (rest.length > 0) return list.map((item, at) => (at === index ? changeAt(item, rest, operation) : item));
  if (operation.op === 'remove') return list.toSpliced(index, 1);
  return operation.op === 'add' ? list.toSpliced(index, 0, operation.value) : list.with(index, operation.value);
}

function given(operation: PatchOperation): unknown {
  return operation.op === 'remove' ? undefined : operation.value;
}
