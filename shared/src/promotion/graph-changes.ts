import { z } from 'zod';
import { isObject } from '../json/object.ts';
import { LIMITS } from '../limits/index.ts';
import { describeNode, type Workflow } from '../workflow/index.ts';

/** A value that differs: absent on one side means that it is not there. `path` is a JSON pointer. */
export const valueChangeSchema = z.object({
  /** The step it lies in, and then `path` is inside that step. */
  nodeId: z.string().optional(),
  path: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
export type ValueChange = z.infer<typeof valueChangeSchema>;

/** What differs between two versions of a workflow, for a canvas, a reader and a program. */
export const graphChangesSchema = z.object({
  /** How many steps the new version has (the old one, where the workflow is removed). */
  steps: z.int(),
  nodes: z.array(
    z.object({
      id: z.string(),
      number: z.int().nullable(),
      title: z.string(),
      kind: z.string(),
      change: z.enum(['added', 'removed', 'changed']),
      /** Pointers inside the step: `/config/due`. */
      paths: z.array(z.string()),
      /** What the step does, in English. */
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  edges: z.object({ added: z.array(z.string()), removed: z.array(z.string()) }),
  /** Pointers to what differs outside steps and wires: name, variables, settings. */
  settings: z.array(z.string()),
  /** Whether anything only moved on the canvas. */
  moved: z.boolean(),
  json: z.array(valueChangeSchema),
  /** Whether `json` was cut off. */
  more: z.boolean(),
});
export type GraphChanges = z.infer<typeof graphChangesSchema>;

/** Compares two versions of a workflow; null stands for a version that is not there. Steps are matched by id. */
export function graphChanges(before: Workflow | null, after: Workflow | null): GraphChanges {
  const nodes = nodeChanges(before, after);
  const settings = settingChanges(before, after);
  const json = [...nodes.flatMap((each) => each.values), ...settings];
  const edges = { before: wiresOf(before), after: wiresOf(after) };
  return {
    steps: (after ?? before)?.nodes.length ?? 0,
    nodes: nodes.map(({ values: _values, ...node }) => node),
    edges: { added: without(edges.after, edges.before), removed: without(edges.before, edges.after) },
    settings: settings.map((change) => change.path),
    moved: before !== null && after !== null && !same(before.layout ?? {}, after.layout ?? {}),
    json: json.slice(0, LIMITS.planValueChanges),
    more: json.length > LIMITS.planValueChanges,
  };
}

type NodeChange = GraphChanges['nodes'][number] & { readonly values: readonly ValueChange[] };

function nodeChanges(before: Workflow | null, after: Workflow | null): NodeChange[] {
  const olds = new Map(before?.nodes.map((node) => [node.id, node]));
  const news = new Map(after?.nodes.map((node) => [node.id, node]));
  return [...new Set([...news.keys(), ...olds.keys()])].flatMap((id): NodeChange[] => {
    const old = olds.get(id);
    const now = news.get(id);
    const node = now ?? old;
    if (!node) return [];
    const values = valueChanges(old, now).map((change) => ({ nodeId: id, ...change }));
    if (values.length === 0) return [];
    return [
      {
        id,
        number: node.number ?? null,
        title: node.title,
        kind: node.kind,
        change: old ? (now ? 'changed' : 'removed') : 'added',
        paths: values.map((change) => change.path),
        before: before && old ? describeNode(before, id) : null,
        after: after && now ? describeNode(after, id) : null,
        values,
      },
    ];
  });
}

const DRAWN = new Set(['nodes', 'edges', 'layout', 'notes', 'groups']);

function settingChanges(before: Workflow | null, after: Workflow | null): readonly ValueChange[] {
  if (!before || !after) return [];
  const rest = (graph: Workflow) => Object.fromEntries(Object.entries(graph).filter(([key]) => !DRAWN.has(key)));
  return valueChanges(rest(before), rest(after));
}

/** Every place where two JSON values differ. Lists of one length are compared item by item, others as a whole. */
export function valueChanges(before: unknown, after: unknown, path = ''): readonly ValueChange[] {
  if (same(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      valueChanges(own(before, key), own(after, key), `${path}/${escaped(key)}`),
    );
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, index) => valueChanges(item, after[index], `${path}/${index}`));
  }
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

/** Equal as JSON, whatever the order of keys. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}

function wiresOf(graph: Workflow | null): readonly string[] {
  return graph?.edges.map((edge) => `${edge.from}>${edge.to}`) ?? [];
}

function without(all: readonly string[], known: readonly string[]): string[] {
  const there = new Set(known);
  return all.filter((each) => !there.has(each));
}

function own(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
