import { mapReferences } from '../../condition/index.ts';
import { splitEnd } from '../split-end.ts';
import { mapConfig } from './condition-places.ts';
import {
  addCondition,
  conditionsAskedBy,
  conditionsOf,
  copiedName,
  freshConditionName,
  nameFault,
} from './conditions.ts';
import {
  type Draft,
  type DraftEdge,
  type DraftGroup,
  type DraftNode,
  type DraftNote,
  edgesOf,
  groupsOf,
  isEdge,
  isGroup,
  isNode,
  isNote,
  isObject,
  isPlace,
  listOf,
  nodesOf,
  notesOf,
  type Place,
} from './draft.ts';
import { same, withField, withLayout, withList } from './fields.ts';
import { appended } from './groups.ts';
import { freshId, nextNumber, takenIds } from './names.ts';
import { rounded } from './nodes.ts';
import { placesOf } from './places.ts';
import { renameEnds, withReferences } from './rename.ts';

/** Steps on their way to another place or another workflow, as JSON on the clipboard. */
export interface Steps {
  readonly slipway: 'steps';
  readonly formatVersion: 1;
  readonly nodes: readonly DraftNode[];
  readonly edges: readonly DraftEdge[];
  readonly layout: Readonly<Record<string, Place>>;
  readonly notes: readonly DraftNote[];
  /** Frames of which every step comes along. */
  readonly groups: readonly DraftGroup[];
  /** What the steps name: a workflow that does not declare it yet does so with the steps. */
  readonly connections: readonly Draft[];
  readonly variables: readonly Draft[];
  /** The named conditions that they refer to, and those that these refer to. */
  readonly conditions: Readonly<Record<string, unknown>>;
}

/** The named steps and notes, the wires between them, and the connections and variables that they name. */
export function copySteps(draft: Draft, ids: readonly string[]): Steps {
  const wanted = new Set(ids);
  const nodes = nodesOf(draft).filter((node) => wanted.has(node.id));
  const text = JSON.stringify(nodes.map((node) => node.config));
  const conditions = conditionsAskedBy(draft, nodes);
  const slots = new Set(nodes.map((node) => (isObject(node.config) ? node.config.slot : undefined)));
  const within = (end: string) => nodes.some((node) => node.id === splitEnd(end).nodeId);
  return {
    slipway: 'steps',
    formatVersion: 1,
    nodes,
    edges: edgesOf(draft).filter((edge) => within(edge.from) && within(edge.to)),
    layout: placesOf(
      draft,
      nodes.map((node) => node.id),
    ),
    notes: notesOf(draft).filter((note) => wanted.has(note.id)),
    groups: groupsOf(draft).filter(({ nodes }) => nodes.length > 0 && nodes.every((id) => wanted.has(id))),
    connections: listOf(draft, 'connections')
      .filter(isObject)
      .filter((one) => slots.has(one.slot)),
    variables: listOf(draft, 'variables')
      .filter(isObject)
      .filter((one) => typeof one.name === 'string' && namesVariable(text + JSON.stringify(conditions), one.name)),
    conditions,
  };
}

/** Rather one variable too many than one too few: a name that is part of a longer one counts too. */
function namesVariable(text: string, name: string): boolean {
  return text.includes(`vars.${name}`) || (text.includes('"fact":"vars"') && text.includes(`"path":"${name}`));
}

/** Reads what was copied; undefined for any other text. A whole workflow gives all of its steps. */
export function readSteps(text: string): Steps | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || !Array.isArray(value.nodes)) return undefined;
  if (value.slipway !== 'steps') {
    if (!('formatVersion' in value)) return undefined;
    return copySteps(
      value,
      [...nodesOf(value), ...notesOf(value)].map((one) => one.id),
    );
  }
  return {
    slipway: 'steps',
    formatVersion: 1,
    nodes: nodesOf(value),
    edges: edgesOf(value),
    layout: placesOf(
      value,
      nodesOf(value).map((node) => node.id),
    ),
    notes: notesOf(value),
    groups: groupsOf(value),
    connections: listOf(value, 'connections').filter(isObject),
    variables: listOf(value, 'variables').filter(isObject),
    conditions: conditionsOf(value),
  };
}

/** The ids that pasting gives to copied steps, notes and groups. */
export function pastedIds(draft: Draft, steps: Steps): ReadonlyMap<string, string> {
  const taken = takenIds(draft);
  return new Map(
    [...steps.nodes, ...steps.notes, ...steps.groups].map(({ id }) => {
      const fresh = freshId(id, taken);
      taken.add(fresh);
      return [id, fresh];
    }),
  );
}

/** Adds copied steps under fresh ids and numbers, `by` to the right and downwards of where they stood. */
export function pasteSteps(draft: Draft, steps: Steps, by: Place): Draft {
  const ids = pastedIds(draft, steps);
  const idOf = (id: string) => ids.get(id) ?? id;
  const { added, follow } = conditionsUnder(draft, steps, ids);
  const shifted = (place: Place) => rounded([place[0] + by[0], place[1] + by[1]]);
  const first = nextNumber(draft);
  const nodes = steps.nodes
    .filter(isNode)
    .map((node, at) =>
      withField(
        withField(withField(node, 'node', 'id', idOf(node.id)), 'node', 'number', first + at),
        'node',
        'config',
        mapConfig(node, withReferences(node.config, ids), follow),
      ),
    );
  const edges = steps.edges.filter(isEdge).map((edge) => renameEnds(edge, ids));
  const notes = steps.notes
    .filter(isNote)
    .map((note) => withField(withField(note, 'note', 'id', idOf(note.id)), 'note', 'at', shifted(note.at)));
  let pasted = append(append(append(draft, 'nodes', nodes), 'edges', edges), 'notes', notes);
  pasted = appended(pasted, groupsUnder(steps, ids));
  pasted = append(pasted, 'connections', unknownTo(pasted, 'connections', 'slot', steps.connections));
  pasted = append(pasted, 'variables', unknownTo(pasted, 'variables', 'name', steps.variables));
  for (const [name, condition] of added) pasted = addCondition(pasted, name, condition);
  const places = Object.entries(steps.layout).filter(([id, place]) => ids.has(id) && isPlace(place));
  if (places.length === 0) return pasted;
  return withLayout(pasted, (layout) => ({
    ...layout,
    ...Object.fromEntries(places.map(([id, place]) => [idOf(id), shifted(place)])),
  }));
}

/** Named conditions that come with steps. One of a name that means something else here comes under another, which its references follow. */
function conditionsUnder(draft: Draft, steps: Steps, ids: ReadonlyMap<string, string>) {
  const here = conditionsOf(draft);
  const names = new Map<string, string>();
  let taken = draft;
  for (const [name, condition] of Object.entries(steps.conditions)) {
    if (Object.hasOwn(here, name) && same(here[name], condition)) continue;
    const fault = nameFault(taken, name);
    const free =
      fault === undefined ? name : fault === 'taken' ? copiedName(taken, name) : freshConditionName(taken, name);
    names.set(name, free);
    taken = addCondition(taken, free, condition);
  }
  const follow = (condition: unknown) =>
    mapReferences(condition, (reference, name) => ({ ...reference, condition: names.get(name) ?? name }));
  const added = [...names].map(([name, free]) => [free, follow(withReferences(steps.conditions[name], ids))] as const);
  return { added, follow };
}

function groupsUnder(steps: Steps, ids: ReadonlyMap<string, string>): readonly Draft[] {
  return steps.groups.filter(isGroup).map((group) => ({
    ...group,
    id: ids.get(group.id) ?? group.id,
    nodes: group.nodes.map((id) => ids.get(id) ?? id),
  }));
}

function append(draft: Draft, field: string, items: readonly unknown[]): Draft {
  return items.length === 0 ? draft : withList(draft, field, (before) => [...before, ...items]);
}

function unknownTo(draft: Draft, field: string, key: string, items: readonly Draft[]): readonly Draft[] {
  const known = new Set(listOf(draft, field).map((one) => (isObject(one) ? one[key] : undefined)));
  return items.filter((item) => !known.has(item[key]));
}
