import { edgeSchema, settingsSchema, workflowSchema } from '../graph.ts';
import { type Draft, isObject, listOf } from './draft.ts';

/** The order in which the format writes the fields of each of its parts. A new field is put where that order has it. */
const ORDERS = {
  workflow: Object.keys(workflowSchema.shape),
  node: ['id', 'kind', 'title', 'description', 'number', 'config'],
  edge: Object.keys(edgeSchema.shape),
  note: ['id', 'text', 'at'],
  group: ['id', 'title', 'nodes'],
  settings: Object.keys(settingsSchema.shape),
} as const;
/** A part of the format, or the names of its fields in order. */
export type Part = keyof typeof ORDERS | readonly string[];

/** The object with a field set, or without it for `undefined`. A field that is there keeps its position. */
export function withField(object: Draft, part: Part, key: string, value: unknown): Draft {
  if (value === undefined) {
    if (!Object.hasOwn(object, key)) return object;
    return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
  }
  if (Object.hasOwn(object, key)) return same(object[key], value) ? object : { ...object, [key]: value };
  const order: readonly string[] = typeof part === 'string' ? ORDERS[part] : part;
  const place = order.indexOf(key);
  const entries = Object.entries(object);
  const later = place < 0 ? -1 : entries.findIndex(([name]) => order.indexOf(name) > place || !order.includes(name));
  entries.splice(later < 0 ? entries.length : later, 0, [key, value]);
  return Object.fromEntries(entries);
}

/** The draft with one of its lists changed; the same draft when nothing in the list changed. */
export function withList(
  draft: Draft,
  field: string,
  change: (items: readonly unknown[]) => readonly unknown[],
): Draft {
  const before = listOf(draft, field);
  const after = change(before);
  if (after === before || (after.length === before.length && after.every((item, at) => item === before[at])))
    return draft;
  return withField(draft, 'workflow', field, after);
}

/** The draft with every item of a list that fits replaced by what `change` makes of it. */
export function withItem<Item extends Draft>(
  draft: Draft,
  field: string,
  fits: (item: unknown) => item is Item,
  change: (item: Item) => Draft,
): Draft {
  return withList(draft, field, (items) => items.map((item) => (fits(item) ? change(item) : item)));
}

/** The draft with its layout changed. */
export function withLayout(draft: Draft, change: (layout: Draft) => Draft): Draft {
  const before = isObject(draft.layout) ? draft.layout : {};
  const after = change(before);
  return after === before ? draft : withField(draft, 'workflow', 'layout', after);
}

/** Whether two JSON values are written with the same bytes. */
export function same(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);
}
