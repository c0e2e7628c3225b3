import type { Type } from '../check/index.ts';

/** A field that a type holds at some depth, by the keys that lead to it. */
export interface Leaf {
  readonly keys: readonly string[];
  readonly type: Type;
}

const DEPTH_MAX = 4;
const LEAVES_MAX = 600;
const known = new WeakMap<Type, readonly Leaf[]>();

/** The fields of a type that hold a value and no further fields, the shallow ones first. */
export function leavesOf(type: Type): readonly Leaf[] {
  const before = known.get(type);
  if (before) return before;
  const leaves: Leaf[] = [];
  let level: readonly Leaf[] = [{ keys: [], type }];
  for (let depth = 0; depth < DEPTH_MAX && leaves.length < LEAVES_MAX; depth += 1) {
    const next: Leaf[] = [];
    for (const { keys, type: of } of level)
      for (const [name, inner] of Object.entries(of.fields ?? {}))
        (hasFields(inner) ? next : leaves).push({ keys: [...keys, name], type: inner });
    level = next;
  }
  const made = leaves.slice(0, LEAVES_MAX);
  known.set(type, made);
  return made;
}

/** Whether one goes on from it to its fields. */
export function hasFields({ fields }: Type): boolean {
  return fields !== undefined && Object.keys(fields).length > 0;
}

const NAME = /^[A-Za-z_]\w*$/;
const RESERVED: ReadonlySet<string> = new Set(['true', 'false', 'null', 'in']);

/** Whether a field of this name can stand behind a dot. */
export function isPlainName(key: string): boolean {
  return NAME.test(key) && !RESERVED.has(key);
}

/** Keys as an expression writes them: `subject.links["erp.order"]`. */
export function pathText(keys: readonly string[]): string {
  return keys
    .map((key, index) => (isPlainName(key) ? (index === 0 ? key : `.${key}`) : `[${JSON.stringify(key)}]`))
    .join('');
}
