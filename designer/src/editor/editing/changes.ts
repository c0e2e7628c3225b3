import { edgeId } from '@slipway/shared/api';
import {
  type Alignment,
  addAfter,
  addGroup,
  addNode,
  addNote,
  alignNodes,
  connect,
  copySteps,
  type DraftGraph,
  disconnect,
  groupsOf,
  insertOnEdge,
  moveNodes,
  moveToGroup,
  type NewNode,
  nextNodeId,
  nextNoteId,
  type Place,
  type Places,
  pastedIds,
  pasteSteps,
  placesOf,
  reconnect,
  removeNodes,
  renameGroup,
  type Steps,
  setTitle,
  settlePlaces,
  ungroup,
  type Wire,
} from '@slipway/shared/workflow/edit';
import { t, tn } from '../../messages/t.ts';
import type { Command, Edit, Selection } from '../document.ts';
import { placesIn } from '../flow-mapping.ts';
import type { Choice, Where } from './choices.ts';
import { gapIn, spotAfter } from './spots.ts';

/** A command with what is said of it. Everything that a hand does on the canvas is one of these. */
export interface Change extends Edit {
  readonly command: Command;
}

/** Before anything gets a place, all others have theirs written down: else they would be laid out anew around it. */
const settled =
  (graph: DraftGraph, command: Command): Command =>
  (draft) =>
    command(settlePlaces(draft, placesIn(graph)));

/** Adds what was picked: a step or note at a place, a step after a port or in a wire, or a wire to a step that is there. */
export function addChange(
  graph: DraftGraph,
  { what, title }: Choice,
  where: Where,
  spot?: Place | undefined,
): Change | undefined {
  if (what.is === 'note') return noteChange(graph, spot ?? [0, 0]);
  if (what.is === 'step' && where.at === 'port')
    return connectChange({ from: `${where.node}.${where.port}`, to: `${what.node}.in` });
  if (what.is === 'step' && where.at === 'wire')
    return reconnectChange(where.wire, { ...where.wire, to: `${what.node}.in` });
  if (what.is !== 'kind') return undefined;
  const { kind, operation } = what;
  const id = nextNodeId(graph, kind);
  const node = (at: Place): NewNode => ({ kind, at, operation });
  const edit = { label: t('edit.added', { title }), select: { nodes: [id] } };
  if (where.at === 'anywhere')
    return { ...edit, command: settled(graph, (draft) => addNode(draft, node(spot ?? [0, 0]))) };
  if (where.at === 'port') {
    const at = spot ?? spotAfter(graph, where.node, where.port);
    return { ...edit, command: settled(graph, (draft) => addAfter(draft, `${where.node}.${where.port}`, node(at))) };
  }
  const { at, moved } = gapIn(graph, where.wire);
  return { ...edit, command: settled(graph, (draft) => insertOnEdge(moveNodes(draft, moved), where.wire, node(at))) };
}

function noteChange(graph: DraftGraph, at: Place): Change {
  const id = nextNoteId(graph);
  return {
    label: t('edit.noted'),
    select: { notes: [id] },
    command: (draft) => addNote(draft, { text: t('edit.note-text'), at }),
  };
}

export function connectChange(wire: Wire): Change {
  return { label: t('edit.connected'), command: (draft) => connect(draft, wire) };
}

export function reconnectChange(wire: Wire, next: Wire): Change {
  return {
    label: t('edit.reconnected'),
    select: { wires: [edgeId(next)] },
    command: (draft) => reconnect(draft, wire, next),
  };
}

/** Removes what is picked; undefined when nothing is. */
export function removeChange(graph: DraftGraph, { nodes, notes, wires }: Selection): Change | undefined {
  const gone = wires.map(readWire);
  const count = nodes.length + notes.length + wires.length;
  if (count === 0) return undefined;
  const title = graph.nodes.find((node) => node.id === nodes[0])?.title;
  return {
    label: count === 1 && title !== undefined ? t('edit.removed-step', { title }) : tn('edit.removed', count),
    select: {},
    command: (draft) => removeNodes(disconnect(draft, gone), [...nodes, ...notes]),
  };
}

export function moveChange(graph: DraftGraph, places: Places, key?: string): Change {
  return {
    label: tn('edit.moved', Object.keys(places).length),
    key,
    command: settled(graph, (draft) => moveNodes(draft, places)),
  };
}

/** Moves what is picked a little; presses in a row are one step of undo. */
export function nudgeChange(graph: DraftGraph, { nodes, notes }: Selection, [dx, dy]: Place): Change {
  const placed = settlePlaces(graph, placesIn(graph));
  const places = Object.entries(placesOf(placed, [...nodes, ...notes]));
  const moved = Object.fromEntries(places.map(([id, [x, y]]) => [id, [x + dx, y + dy] as const]));
  return moveChange(graph, moved, `nudge ${[...nodes, ...notes].join(' ')}`);
}

export function alignChange(graph: DraftGraph, ids: readonly string[], alignment: Alignment): Change {
  return {
    label: tn('edit.aligned', ids.length),
    command: settled(graph, (draft) => alignNodes(draft, ids, alignment)),
  };
}

export function groupChange(nodes: readonly string[]): Change {
  return {
    label: tn('hands.grouped', nodes.length),
    command: (draft) => addGroup(draft, { title: t('hands.group-new'), nodes }),
  };
}

/** Into a group, or out of the ones that the steps are in. */
export function regroupChange(graph: DraftGraph, nodes: readonly string[], group: string | null): Change {
  const title = groupsOf(graph).find((one) => one.id === group)?.title ?? '';
  const label = group === null ? tn('hands.left-group', nodes.length) : t('hands.joined-group', { title });
  return { label, command: (draft) => moveToGroup(draft, nodes, group) };
}

export function ungroupChange(graph: DraftGraph, group: string): Change {
  const title = groupsOf(graph).find((one) => one.id === group)?.title ?? '';
  return { label: t('hands.ungrouped', { title }), command: (draft) => ungroup(draft, group) };
}

/** Gives a group or a step another title. */
export function titleChange(graph: DraftGraph, id: string, title: string): Change {
  const isGroup = groupsOf(graph).some((one) => one.id === id);
  return {
    label: t('hands.renamed', { title }),
    command: (draft) =>
      isGroup ? renameGroup(draft, id, title) : title.trim() === '' ? draft : setTitle(draft, id, title),
  };
}

/** What is picked, for the clipboard; undefined when it is no step and no note. */
export function copied(graph: DraftGraph, { nodes, notes }: Selection): Steps | undefined {
  if (nodes.length + notes.length === 0) return undefined;
  return copySteps(settlePlaces(graph, placesIn(graph)), [...nodes, ...notes]);
}

export function pasteChange(graph: DraftGraph, steps: Steps, by: Place): Change {
  const ids = pastedIds(graph, steps);
  const named = (all: readonly { readonly id: string }[]) => all.map(({ id }) => ids.get(id) ?? id);
  return {
    label: tn('edit.pasted', steps.nodes.length + steps.notes.length),
    select: { nodes: named(steps.nodes), notes: named(steps.notes) },
    command: settled(graph, (draft) => pasteSteps(draft, steps, by)),
  };
}

/** The wire that an id of a wire names. */
export function readWire(id: string): Wire {
  const at = id.indexOf('>');
  return { from: id.slice(0, at), to: id.slice(at + 1) };
}
