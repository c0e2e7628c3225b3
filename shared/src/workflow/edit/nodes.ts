import { NODE_KINDS } from '../kinds/catalogue.ts';
import { configSchemas, type NodeKind } from '../kinds/config.ts';
import { splitEnd } from '../split-end.ts';
import { type Draft, type DraftNode, isEdge, isNode, isNote, isObject, type Place } from './draft.ts';
import { withField, withItem, withLayout, withList } from './fields.ts';
import { withoutMembers } from './groups.ts';
import { freshId, nextNumber, takenIds } from './names.ts';
import { type Operation, starter } from './starters.ts';

export interface NewNode {
  readonly kind: NodeKind;
  readonly at: Place;
  readonly title?: string | undefined;
  /** For an action: what it asks for. */
  readonly operation?: Operation | undefined;
}

/** The id that `addNode` gives to the next step of a kind. */
export function nextNodeId(draft: Draft, kind: NodeKind): string {
  return freshId(kind, takenIds(draft));
}

/** Adds a step with what its kind begins with, and the next number. */
export function addNode(draft: Draft, { kind, at, title, operation }: NewNode): Draft {
  const id = nextNodeId(draft, kind);
  const node = {
    id,
    kind,
    title: title ?? NODE_KINDS[kind].title,
    number: nextNumber(draft),
    config: starter(kind, draft, operation),
  };
  return placed(
    withList(draft, 'nodes', (nodes) => [...nodes, node]),
    id,
    at,
  );
}

function placed(draft: Draft, id: string, at: Place): Draft {
  return withLayout(draft, (layout) => ({ ...layout, [id]: rounded(at) }));
}

/** Coordinates are whole: nobody sees a part of a pixel, and a diff is easier to read. */
export function rounded([x, y]: Place): [number, number] {
  // `+ 0` makes a negative zero positive.
  return [Math.round(x) + 0, Math.round(y) + 0];
}

/** Removes steps and notes with the wires at them and their places; a group that loses its last step goes with it. */
export function removeNodes(draft: Draft, ids: readonly string[]): Draft {
  const gone = new Set(ids);
  let next = withList(draft, 'nodes', (items) => items.filter((item) => !(isNode(item) && gone.has(item.id))));
  next = withList(next, 'notes', (items) => items.filter((item) => !(isNote(item) && gone.has(item.id))));
  next = withoutMembers(next, gone);
  next = withList(next, 'edges', (items) =>
    items.filter(
      (item) => !(isEdge(item) && (gone.has(splitEnd(item.from).nodeId) || gone.has(splitEnd(item.to).nodeId))),
    ),
  );
  return withLayout(next, (layout) =>
    Object.keys(layout).some((id) => gone.has(id))
      ? Object.fromEntries(Object.entries(layout).filter(([id]) => !gone.has(id)))
      : layout,
  );
}

/** Changes one step by its id; what `change` answers takes its place. */
export function updateNode(draft: Draft, id: string, change: (node: DraftNode) => Draft): Draft {
  return withItem(draft, 'nodes', (item): item is DraftNode => isNode(item) && item.id === id, change);
}

export function setTitle(draft: Draft, id: string, title: string): Draft {
  return updateNode(draft, id, (node) => withField(node, 'node', 'title', title));
}

/** An empty description is none. */
export function setDescription(draft: Draft, id: string, description: string): Draft {
  return updateNode(draft, id, (node) =>
    withField(node, 'node', 'description', description === '' ? undefined : description),
  );
}

/** Replaces a step's whole configuration. */
export function setConfig(draft: Draft, id: string, config: unknown): Draft {
  return updateNode(draft, id, (node) => withField(node, 'node', 'config', config));
}

/** Sets one field of a step's configuration, or removes it for `undefined`. Fields that are there keep their order. */
export function setConfigField(draft: Draft, id: string, field: string, value: unknown): Draft {
  return updateNode(draft, id, (node) => withField(node, 'node', 'config', withConfigField(node, field, value)));
}

function withConfigField(node: DraftNode, field: string, value: unknown): unknown {
  const schemas: Readonly<Record<string, { readonly shape: object }>> = configSchemas;
  const order = Object.hasOwn(schemas, node.kind) ? Object.keys(schemas[node.kind]?.shape ?? {}) : [];
  return withField(isObject(node.config) ? node.config : {}, order, field, value);
}
