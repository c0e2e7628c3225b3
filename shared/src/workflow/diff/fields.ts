import { isObject } from '../../json/object.ts';
/** A place that is not the same in two documents, with what stands there; undefined where nothing does. */
export interface RawChange {
  readonly steps: readonly PathStep[];
  readonly before: unknown;
  readonly after: unknown;
  /** The things of a list are the same, and stand in another order. */
  readonly order?: boolean;
}

/** A step into a document: a field by its name, or a thing of a list by its key and its place in the list. */
export type PathStep =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'item'; readonly key: string; readonly index: number; readonly item: unknown };

type Json = Readonly<Record<string, unknown>>;

/**
 * Every place where two values differ, as small as people speak of it: conditions and formulas as a whole, things of a list
 * by their key and not by their place, cells of a decision table one by one.
 */
export function rawChanges(before: unknown, after: unknown, steps: readonly PathStep[] = []): readonly RawChange[] {
  if (same(before, after)) return [];
  if (isPart(before) || isPart(after)) {
    if (isNoPart(before) || isNoPart(after)) return [{ steps, before, after }];
    const [old, now]: readonly [Json, Json] = [isPart(before) ? before : {}, isPart(after) ? after : {}];
    const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    return keys.flatMap((name) =>
      rawChanges(own(old, name), own(now, name), [...steps, { kind: 'field' as const, name }]),
    );
  }
  if (isThings(before) || isThings(after)) {
    if ((before !== undefined && !isThings(before)) || (after !== undefined && !isThings(after)))
      return [{ steps, before, after }];
    return thingChanges(before ?? [], after ?? [], steps);
  }
  return [{ steps, before, after }];
}

function thingChanges(
  before: readonly Json[],
  after: readonly Json[],
  steps: readonly PathStep[],
): readonly RawChange[] {
  const [olds, news] = [keyed(before), keyed(after)];
  const changes = [...new Set([...news.keys(), ...olds.keys()])].flatMap((key): readonly RawChange[] => {
    const [old, now] = [olds.get(key), news.get(key)];
    const { item, index } = now ?? old ?? { item: {}, index: 0 };
    const here: readonly PathStep[] = [...steps, { kind: 'item', key, index, item }];
    if (!old || !now) return [{ steps: here, before: old?.item, after: now?.item }];
    return rowChanges(old.item, now.item, here) ?? rawChanges(old.item, now.item, here);
  });
  const [was, is] = [[...olds.keys()].filter((key) => news.has(key)), [...news.keys()].filter((key) => olds.has(key))];
  return was.join('\n') === is.join('\n') ? changes : [...changes, { steps, before: was, after: is, order: true }];
}

/** Rows of a decision table differ in cells. */
function rowChanges(before: Json, after: Json, steps: readonly PathStep[]): readonly RawChange[] | undefined {
  const { when: conditions, give: answers, ...rest } = before;
  const { when, give, ...others } = after;
  if (![conditions, answers, when, give].every(Array.isArray)) return undefined;
  const cells = (name: 'when' | 'give', olds: readonly unknown[], news: readonly unknown[]) =>
    Array.from({ length: Math.max(olds.length, news.length) }).flatMap((_each, index): readonly RawChange[] =>
      same(olds[index], news[index])
        ? []
        : [
            {
              steps: [...steps, { kind: 'field', name }, { kind: 'item', key: String(index), index, item: undefined }],
              before: olds[index],
              after: news[index],
            },
          ],
    );
  return [
    ...cells('when', conditions as readonly unknown[], when as readonly unknown[]),
    ...cells('give', answers as readonly unknown[], give as readonly unknown[]),
    ...rawChanges(rest, others, steps),
  ];
}

const KEYS = ['id', 'name', 'slot', 'label'] as const;

/** By what the things of a list are told apart: a key that all of them have, else their place. */
function keyed(items: readonly Json[]): ReadonlyMap<string, { readonly item: Json; readonly index: number }> {
  const key = KEYS.find(
    (each) =>
      items.every((item) => typeof item[each] === 'string') &&
      new Set(items.map((item) => item[each])).size === items.length,
  );
  return new Map(items.map((item, index) => [key ? String(item[key]) : String(index + 1), { item, index }]));
}

/** Something with fields of its own; conditions and formulas are said as a whole. */
const isPart = (value: unknown): value is Json => isObject(value) && !isCondition(value) && !isFormula(value);
const isNoPart = (value: unknown): boolean => value !== undefined && !isPart(value);
const isThings = (value: unknown): value is readonly Json[] =>
  Array.isArray(value) && value.length > 0 && value.every(isObject);

/** A condition in the format of json-rules-engine. */
export function isCondition(value: unknown): value is Json {
  if (!isObject(value)) return false;
  return (
    Array.isArray(value.all) ||
    Array.isArray(value.any) ||
    isObject(value.not) ||
    (typeof value.fact === 'string' && typeof value.operator === 'string') ||
    (typeof value.condition === 'string' && Object.keys(value).length === 1)
  );
}

/** A formula in the place of a literal: `{ "cel": … }`. */
export function isFormula(value: unknown): value is { readonly cel: string } {
  return isObject(value) && typeof value.cel === 'string' && Object.keys(value).length === 1;
}

function own(value: Json, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Equal as JSON, whatever the order of keys. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}
