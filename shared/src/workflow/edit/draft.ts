import { isObject } from '../../json/object.ts';

export { isObject };

/**
 * A workflow while somebody works on it: any JSON object, for a draft may be wrong. What a command cannot read it
 * leaves alone, and what it does not change keeps its identity and its bytes.
 */
export type Draft = Readonly<Record<string, unknown>>;

/** A step as far as drawing and editing need it. Every field beside these is kept. */
export interface DraftNode extends Draft {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly config: unknown;
}

export interface DraftEdge extends Draft {
  readonly from: string;
  readonly to: string;
}

/** Where something stands: the upper left of a 240 wide slot, x to the right and y downwards. */
export type Place = readonly [number, number];

export interface DraftNote extends Draft {
  readonly id: string;
  readonly text: string;
  readonly at: Place;
}

/** A frame around steps. */
export interface DraftGroup extends Draft {
  readonly id: string;
  readonly title: string;
  readonly nodes: readonly string[];
}

/** What can be drawn of a draft. */
export interface DraftGraph extends Draft {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly nodes: DraftNode[];
  readonly edges: DraftEdge[];
  readonly layout?: Record<string, [number, number]>;
  readonly notes?: DraftNote[];
  readonly groups?: DraftGroup[];
}

export function isPlace(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => Number.isFinite(part));
}

export function isNode(value: unknown): value is DraftNode {
  return isObject(value) && typeof value.id === 'string' && typeof value.kind === 'string';
}

export function isEdge(value: unknown): value is DraftEdge {
  return isObject(value) && typeof value.from === 'string' && typeof value.to === 'string';
}

export function isNote(value: unknown): value is DraftNote {
  return isObject(value) && typeof value.id === 'string' && typeof value.text === 'string' && isPlace(value.at);
}

export function isGroup(value: unknown): value is DraftGroup {
  return (
    isObject(value) &&
    typeof value.id === 'string' &&
    typeof value.title === 'string' &&
    Array.isArray(value.nodes) &&
    value.nodes.every((id) => typeof id === 'string')
  );
}

/** The list of a field as it is, also with items that nobody can read; empty where there is none. */
export function listOf(draft: Draft, field: string): readonly unknown[] {
  const list = draft[field];
  return Array.isArray(list) ? list : [];
}

/** What can be read of each list of a draft; what cannot is left out and stays in the draft. */
export const nodesOf = (draft: Draft): readonly DraftNode[] => listOf(draft, 'nodes').filter(isNode);
export const edgesOf = (draft: Draft): readonly DraftEdge[] => listOf(draft, 'edges').filter(isEdge);
export const notesOf = (draft: Draft): readonly DraftNote[] => listOf(draft, 'notes').filter(isNote);
export const groupsOf = (draft: Draft): readonly DraftGroup[] => listOf(draft, 'groups').filter(isGroup);
export const nodeOf = (draft: Draft, id: string): DraftNode | undefined => nodesOf(draft).find((one) => one.id === id);

export function layoutOf(draft: Draft): Readonly<Record<string, [number, number]>> {
  if (!isObject(draft.layout)) return {};
  return Object.fromEntries(
    Object.entries(draft.layout).filter((entry): entry is [string, [number, number]] => isPlace(entry[1])),
  );
}

/** The part of a draft that can be drawn; the same object when all of it can. Of steps with one id the first is drawn. */
export function graphOf(draft: Draft): DraftGraph {
  const ids = new Set<string>();
  const nodes = listOf(draft, 'nodes').filter((item): item is DraftNode => {
    if (!isNode(item) || ids.has(item.id)) return false;
    ids.add(item.id);
    return true;
  });
  const fields: Record<string, unknown> = {
    id: typeof draft.id === 'string' ? draft.id : '',
    name: typeof draft.name === 'string' ? draft.name : '',
    subject: typeof draft.subject === 'string' ? draft.subject : '',
    nodes: sameList(draft.nodes, nodes.map(titled)),
    edges: sameList(draft.edges, edgesOf(draft)),
  };
  if ('layout' in draft) fields.layout = sameLayout(draft);
  if ('notes' in draft) fields.notes = sameList(draft.notes, notesOf(draft));
  if ('groups' in draft) fields.groups = sameList(draft.groups, groupsOf(draft));
  const whole = Object.entries(fields).every(([key, value]) => draft[key] === value);
  return (whole ? draft : { ...draft, ...fields }) as DraftGraph;
}

function titled(node: DraftNode): DraftNode {
  return typeof node.title === 'string'
    ? node
    : { ...(node as Draft), title: node.id, id: node.id, kind: node.kind, config: node.config };
}

function sameList(before: unknown, after: readonly unknown[]): unknown {
  const same =
    Array.isArray(before) && before.length === after.length && before.every((item, at) => item === after[at]);
  return same ? before : after;
}

function sameLayout(draft: Draft): unknown {
  const read = layoutOf(draft);
  return isObject(draft.layout) && Object.keys(draft.layout).length === Object.keys(read).length ? draft.layout : read;
}
