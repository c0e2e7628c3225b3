import { ANYTHING, type Type, type TypeScope } from '@slipway/shared/expression';
import { pathText, typeOfSample } from '@slipway/shared/expression/complete';
import type { Scope } from '../step-context.ts';

/** A value that can be put into a mapping, or the way to such values. */
export interface SampleNode {
  /** How an expression writes it; of every row a different one. */
  readonly path: string;
  readonly name: string;
  /** In words, where the name alone says little: the title of a step. */
  readonly title: string | undefined;
  readonly type: Type;
  /** What stands there in what is tried; undefined where nothing does. */
  readonly value: unknown;
  readonly children: readonly SampleNode[];
}

/** A row of the tree as it is shown. */
export interface SampleRow {
  readonly node: SampleNode;
  readonly level: number;
  readonly open: boolean;
}

const ROOTS = ['event', 'subject', 'trigger', 'inputs', 'vars', 'nodes', 'now', 'key', 'action'] as const;
const DEPTH_MAX = 6;
const ITEMS_MAX = 5;

interface Around {
  readonly scope: TypeScope;
  readonly sample: Scope | undefined;
  /** The steps whose outputs are there by then, by id, with their titles. */
  readonly steps: ReadonlyMap<string, string>;
}

/** Everything that a step can put into a mapping: what is known by its type, with the values of what is tried. */
export function sampleTree({ scope, sample, steps }: Around): readonly SampleNode[] {
  return ROOTS.flatMap((root) => {
    const type = Object.hasOwn(scope, root) ? scope[root] : undefined;
    const value = sample && Object.hasOwn(sample, root) ? sample[root] : undefined;
    if (!type && value === undefined) return [];
    const node = nodeOf([root], type ?? typeOfSample(value), value, undefined);
    if (root !== 'nodes') return [node];
    const children = node.children
      .filter(({ name, value: output }) => steps.has(name) && (output !== undefined || hasFields(scope, name)))
      .map((child) => ({ ...child, title: steps.get(child.name) }));
    return children.length > 0 ? [{ ...node, children }] : [];
  });
}

function hasFields(scope: TypeScope, step: string): boolean {
  const type = scope.nodes?.fields?.[step];
  return type?.fields !== undefined && Object.keys(type.fields).length > 0;
}

function nodeOf(keys: readonly (string | number)[], type: Type, value: unknown, title: string | undefined): SampleNode {
  const path = textOf(keys);
  const name = String(keys.at(-1) ?? '');
  return { path, name, title, type, value, children: keys.length < DEPTH_MAX ? childrenOf(keys, type, value) : [] };
}

/** What is there comes before what could be. */
function childrenOf(keys: readonly (string | number)[], type: Type, value: unknown): readonly SampleNode[] {
  if (Array.isArray(value))
    return value
      .slice(0, ITEMS_MAX)
      .map((item: unknown, index) => nodeOf([...keys, index], typeOfSample(item), item, undefined));
  const own = isObject(value) ? value : {};
  const names = [...new Set([...Object.keys(own), ...Object.keys(type.fields ?? {})])];
  return names
    .map((name) => {
      const inner = Object.hasOwn(own, name) ? own[name] : undefined;
      const known = type.fields && Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
      return nodeOf([...keys, name], known ?? (inner === undefined ? ANYTHING : typeOfSample(inner)), inner, undefined);
    })
    .toSorted((a, b) => Number(b.value !== undefined) - Number(a.value !== undefined));
}

/** `subject.stops[0].eta`: positions stand in brackets. */
function textOf(keys: readonly (string | number)[]): string {
  return keys.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    if (text === '') return key;
    return text + pathText(['x', key]).slice(1);
  }, '');
}

/** The rows that are shown: what is open; while somebody searches, what answers to it and the ways there. */
export function rowsOf(
  tree: readonly SampleNode[],
  { open, search }: { readonly open: ReadonlySet<string>; readonly search: string },
): readonly SampleRow[] {
  const wanted = search.trim().toLowerCase();
  const rows: SampleRow[] = [];
  const visit = (node: SampleNode, level: number): void => {
    if (wanted !== '' && !answers(node, wanted)) return;
    const isOpen = node.children.length > 0 && (wanted !== '' || open.has(node.path));
    rows.push({ node, level, open: isOpen });
    if (isOpen) for (const child of node.children) visit(child, level + 1);
  };
  for (const node of tree) visit(node, 1);
  return rows;
}

function answers(node: SampleNode, wanted: string): boolean {
  return (
    `${node.path} ${node.title ?? ''}`.toLowerCase().includes(wanted) ||
    node.children.some((child) => answers(child, wanted))
  );
}

/** Steps from which a way leads to a step, over others or at once; of each wire the steps that it joins are given. */
export function stepsBefore(
  edges: readonly { readonly from: string; readonly to: string }[],
  step: string,
): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [step];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const { from, to } of edges) {
      if (to !== next || found.has(from)) continue;
      found.add(from);
      open.push(from);
    }
  found.delete(step);
  return found;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
