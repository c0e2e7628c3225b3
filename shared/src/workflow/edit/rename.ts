import { segmentEnd } from '../../expression/index.ts';
import { splitEnd } from '../split-end.ts';
import { type Draft, type DraftEdge, isEdge, isObject, nodeOf } from './draft.ts';
import { withField, withItem, withLayout, withList } from './fields.ts';
import { renameMembers } from './groups.ts';
import { takenIds } from './names.ts';
import { updateNode } from './nodes.ts';

const ID = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** Whether a step may be given this id. */
export function canRename(draft: Draft, id: string, next: string): boolean {
  return id === next || (ID.test(next) && !takenIds(draft).has(next));
}

/**
 * Gives a step another id: wires, its place, and what other steps say of its answer (`nodes.<id>.…` in expressions,
 * templates and conditions) follow. A taken or impossible id changes nothing.
 */
export function renameNode(draft: Draft, id: string, next: string): Draft {
  if (id === next || !nodeOf(draft, id) || !canRename(draft, id, next)) return draft;
  const ids = new Map([[id, next]]);
  let renamed = updateNode(draft, id, (node) => withField(node, 'node', 'id', next));
  renamed = withList(renamed, 'nodes', (items) =>
    items.map((item) => (isObject(item) ? withField(item, 'node', 'config', withReferences(item.config, ids)) : item)),
  );
  if (isObject(renamed.conditions))
    renamed = withField(renamed, 'workflow', 'conditions', withReferences(renamed.conditions, ids));
  const { entry } = renamed;
  if (isObject(entry)) {
    const moved = withField(entry, ['node', 'inputs', 'outputs'], 'outputs', withReferences(entry.outputs, ids));
    renamed = withField(renamed, 'workflow', 'entry', entry.node === id ? { ...moved, node: next } : moved);
  }
  renamed = withItem(renamed, 'edges', isEdge, (edge: DraftEdge) => renameEnds(edge, ids));
  renamed = renameMembers(renamed, ids);
  return withLayout(renamed, (layout) =>
    Object.hasOwn(layout, id)
      ? Object.fromEntries(Object.entries(layout).map(([key, place]) => [key === id ? next : key, place]))
      : layout,
  );
}

export function renameEnds(edge: DraftEdge, ids: ReadonlyMap<string, string>): Draft {
  const renamed = (end: string) => {
    const { nodeId, port } = splitEnd(end);
    const next = ids.get(nodeId);
    return next === undefined ? end : `${next}.${port}`;
  };
  return withField(withField(edge, 'edge', 'from', renamed(edge.from)), 'edge', 'to', renamed(edge.to));
}

/** A configuration with every reference to a renamed step's answer following; the same value where there is none. */
export function withReferences(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return inText(value, ids);
  if (Array.isArray(value)) {
    const items = value.map((item) => withReferences(item, ids));
    return items.every((item, at) => item === value[at]) ? value : items;
  }
  if (!isObject(value)) return value;
  const fact = value.fact === 'nodes' && typeof value.path === 'string' ? inPath(value.path, ids) : undefined;
  const entries = Object.entries(value).map(
    ([key, item]) => [key, key === 'path' && fact !== undefined ? fact : withReferences(item, ids)] as const,
  );
  return entries.every(([key, item]) => item === value[key]) ? value : Object.fromEntries(entries);
}

/** Texts in quotes are skipped; then `nodes.<id>` or `nodes["<id>"]`, where `nodes` is not itself a member of something. */
const REFERENCE =
  /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<![\w.])nodes(?:\.([A-Za-z_]\w*)|\[\s*(["'])([\w-]+)\3\s*\])/g;

function inText(text: string, ids: ReadonlyMap<string, string>): string {
  if (!text.includes('nodes')) return text;
  // In a template quotes belong to prose outside of `${…}`, so each segment is looked at by itself.
  return text.includes('${') ? inTemplate(text, ids) : inExpression(text, ids);
}

function inTemplate(text: string, ids: ReadonlyMap<string, string>): string {
  let renamed = '';
  let from = 0;
  for (let open = text.indexOf('${'); open >= 0; open = text.indexOf('${', from)) {
    const end = segmentEnd(text, open + 2) ?? text.length;
    renamed += text.slice(from, open) + inExpression(text.slice(open, end), ids);
    from = end;
  }
  return renamed + text.slice(from);
}

function inExpression(text: string, ids: ReadonlyMap<string, string>): string {
  return text.replace(REFERENCE, (whole, _text?: string, dotted?: string, _quote?: string, inBrackets?: string) => {
    const next = ids.get(dotted ?? inBrackets ?? '');
    if (next === undefined) return whole;
    return /^\w+$/.test(next) ? `nodes.${next}` : `nodes["${next}"]`;
  });
}

function inPath(path: string, ids: ReadonlyMap<string, string>): string {
  const [, lead = '', id = '', rest = ''] = /^(\$?\.?)([\w-]+)(.*)$/s.exec(path) ?? [];
  const next = ids.get(id);
  return next === undefined ? path : `${lead}${next}${rest}`;
}
