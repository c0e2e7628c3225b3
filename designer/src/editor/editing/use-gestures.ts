import { canConnect, type DraftGraph, type Place, type Places } from '@slipway/shared/workflow/edit';
import type { Connection, EdgeChange, FinalConnectionState, NodeChange, OnConnectEnd } from '@xyflow/react';
import { type MouseEvent as ReactMouseEvent, useMemo, useRef, useState } from 'react';
import type { NoteNode, StepNode, WireEdge } from '../flow.ts';
import { placesIn } from '../flow-mapping.ts';
import type { FrameNode } from '../frames.ts';
import { noteNodeId } from '../notes.ts';
import { slotOf } from '../slot.ts';
import { connectChange, moveChange, readWire, reconnectChange } from './changes.ts';
import { pickGroup } from './grouping.ts';
import type { Hand } from './hand.ts';
import type { Look } from './look.ts';
import type { Moving } from './moving.ts';
import { selectionOf } from './picked.ts';
import { type Snapped, snapped } from './spots.ts';

type Card = StepNode | NoteNode;
type Drawn = Card | FrameNode;
/** Nothing is on its way. */
export const STILL: Moving = {};
const NO_GUIDES = { column: undefined, row: undefined };

export interface Gestures {
  readonly moving: Moving;
  readonly guides: Pick<Snapped, 'column' | 'row'>;
  readonly handlers: ReturnType<typeof makeHandlers>;
  /** Shows places without writing them down. */
  readonly setMoving: (moving: Moving) => void;
}

/** What the pointer does on the canvas: picking, dragging, wiring. */
export function useGestures(
  hand: Hand<Look>,
  cards: () => readonly Card[],
  frames: () => readonly FrameNode[],
): Gestures {
  const [moving, setMoving] = useState<Moving>(STILL);
  const [guides, setGuides] = useState<Gestures['guides']>(NO_GUIDES);
  const held = useRef<Moving>(STILL);
  const handlers = useMemo(() => {
    let frame = 0;
    const draw = (drawnTo: Gestures['guides']) => {
      frame = 0;
      setMoving(held.current);
      setGuides(drawnTo);
    };
    // The pointer may tell more often than is painted; what nobody sees is not drawn.
    const show = (next: Moving, drawnTo: Gestures['guides']) => {
      held.current = next;
      hand.editor.moving.set(next !== STILL);
      cancelAnimationFrame(frame);
      if (next === STILL) draw(drawnTo);
      else frame = requestAnimationFrame(() => draw(drawnTo));
    };
    return makeHandlers(hand, { cards, frames }, { get: () => held.current, show });
  }, [hand, cards, frames]);
  return { moving, guides, handlers, setMoving };
}

interface Held {
  readonly get: () => Moving;
  readonly show: (moving: Moving, guides: Gestures['guides']) => void;
}

interface Shown {
  readonly cards: () => readonly Card[];
  readonly frames: () => readonly FrameNode[];
}

function makeHandlers(hand: Hand<Look>, shown: Shown, held: Held) {
  const { document } = hand.editor;
  let reconnecting = false;
  let boxing = false;
  return {
    onSelectionStart() {
      boxing = true;
    },
    onSelectionEnd() {
      boxing = false;
    },
    onNodeClick(e: ReactMouseEvent, node: Drawn) {
      if (node.type === 'frame') pickGroup(hand, node.data.group, e.shiftKey || e.metaKey || e.ctrlKey);
    },
    onNodeDoubleClick(_e: ReactMouseEvent, node: Drawn) {
      if (node.type === 'frame') hand.naming.set(node.data.group);
    },
    /** A card is picked as it is taken hold of, before it moves. */
    onNodeDragStart() {
      hand.editor.moving.set(true);
    },
    onNodeDragStop() {
      hand.editor.moving.set(false);
    },
    onNodesChange(changes: NodeChange<Drawn>[]) {
      const places = changes.filter((change) => change.type === 'position');
      if (places.length > 0) drag(hand, shown.cards(), withMembers(places, shown.frames(), shown.cards()), held);
      pick(hand, changes, 'cards');
    },
    onEdgesChange(changes: EdgeChange<WireEdge>[]) {
      // A box picks cards. The wires between them come along anyway.
      if (!boxing) pick(hand, changes, 'wires');
    },
    onConnect({ source, sourceHandle, target }: Connection) {
      hand.perform(connectChange({ from: `${source}.${sourceHandle}`, to: `${target}.in` }));
    },
    /** A wire dropped on a card goes into it; on empty space it asks what comes next. */
    onConnectEnd: ((e, state) => {
      if (reconnecting || state.isValid || !state.fromHandle || state.fromHandle.type !== 'source') return;
      const point = pointOf(e);
      const [node, port] = [state.fromHandle.nodeId, state.fromHandle.id ?? 'out'];
      const target = cardAt(point);
      if (target === node) return;
      if (target !== undefined) hand.perform(connectChange({ from: `${node}.${port}`, to: `${target}.in` }));
      else hand.addAtPort(node, port, hand.look.slotAt(point), point);
    }) satisfies OnConnectEnd,
    onReconnectStart() {
      reconnecting = true;
    },
    onReconnect(edge: WireEdge, { source, sourceHandle, target }: Connection) {
      hand.perform(reconnectChange(readWire(edge.id), { from: `${source}.${sourceHandle}`, to: `${target}.in` }));
    },
    onReconnectEnd(e: MouseEvent | TouchEvent, edge: WireEdge, type: string, state: FinalConnectionState) {
      reconnecting = false;
      const target = state.isValid ? undefined : cardAt(pointOf(e));
      const { from } = readWire(edge.id);
      // The anchor at the target's end was taken: the other end is held.
      if (target !== undefined && type === 'source')
        hand.perform(reconnectChange(readWire(edge.id), { from, to: `${target}.in` }));
    },
    isValidConnection({ source, sourceHandle, target }: Connection | WireEdge) {
      return canConnect(document.state.graph, { from: `${source}.${sourceHandle}`, to: `${target}.in` });
    },
  };
}

interface Moved {
  readonly id: string;
  readonly position?: { readonly x: number; readonly y: number };
  readonly dragging?: boolean;
}

/** A frame that is dragged moves its steps: it stands where they do. */
export function withMembers(
  changes: readonly Moved[],
  frames: readonly FrameNode[],
  cards: readonly Card[],
): readonly Moved[] {
  if (frames.length === 0) return changes;
  const byId = new Map(frames.map((frame) => [frame.id, frame]));
  const moved = new Set(changes.map(({ id }) => id));
  return changes.flatMap((change): readonly Moved[] => {
    const frame = byId.get(change.id);
    if (!frame) return [change];
    const { position, ...rest } = change;
    const members = cards.filter(({ id }) => frame.data.members.includes(id) && !moved.has(id));
    if (!position) return members.map(({ id }) => ({ ...rest, id }));
    const by = { x: position.x - frame.position.x, y: position.y - frame.position.y };
    return members.map((card) => ({
      ...rest,
      id: card.id,
      position: { x: card.position.x + by.x, y: card.position.y + by.y },
    }));
  });
}

/** Follows a drag, drawn to the grid and to other cards; when it ends, what moved is written down. */
function drag(hand: Hand, cards: readonly Card[], changes: readonly Moved[], held: Held): void {
  const byId = new Map(cards.map((card) => [card.id, card]));
  const moved = changes.flatMap(({ id, position }) => {
    const card = byId.get(id);
    return card && position ? [{ card, slot: toSlot(card, position) }] : [];
  });
  const [first] = moved;
  if (first) {
    const alone = moved.length === 1 && first.card.type === 'step';
    const snap = snapped(first.slot, alone ? othersThan(first.card.id, hand.editor.document.state.graph) : []);
    const by: Place = [snap.at[0] - first.slot[0], snap.at[1] - first.slot[1]];
    const shifted = moved.map(
      ({ card, slot }) => [card.id, toPosition(card, [slot[0] + by[0], slot[1] + by[1]])] as const,
    );
    held.show({ ...held.get(), ...Object.fromEntries(shifted) }, snap);
  }
  if (changes.some((change) => change.dragging === true)) return;
  const places = Object.entries(held.get()).flatMap(([id, position]) => {
    const card = byId.get(id);
    return card ? [[card.type === 'note' ? card.data.note : id, toSlot(card, position)] as const] : [];
  });
  if (places.length > 0) hand.perform(moveChange(hand.editor.document.state.graph, Object.fromEntries(places)));
  held.show(STILL, NO_GUIDES);
}

/** Where the other steps stand, which a card is drawn to. The places are found once for a graph and not in every frame. */
function othersThan(step: string, graph: DraftGraph): readonly Place[] {
  const all = placesOf.get(graph) ?? Object.entries(placesIn(graph));
  placesOf.set(graph, all);
  return all.flatMap(([id, place]) => (id === step ? [] : [place]));
}
const placesOf = new WeakMap<DraftGraph, readonly (readonly [string, Place])[]>();

function toSlot(card: Card, position: { readonly x: number; readonly y: number }): Place {
  return card.type === 'step' ? slotOf(position, card.width ?? 0) : [position.x, position.y];
}

function toPosition(card: Card, [x, y]: Place): { readonly x: number; readonly y: number } {
  return card.type === 'step' ? { x: x + (240 - (card.width ?? 0)) / 2, y } : { x, y };
}

/** Where cards with these slots are drawn. */
export function positionsOf(cards: readonly Card[], places: Places): Moving {
  return Object.fromEntries(
    cards.flatMap((card) => {
      const place = places[card.type === 'note' ? card.data.note : card.id];
      return place ? [[card.id, toPosition(card, place)]] : [];
    }),
  );
}

function pick(
  hand: Hand,
  changes: readonly { readonly type: string; readonly id?: string; readonly selected?: boolean }[],
  kind: 'cards' | 'wires',
): void {
  const picks = changes.filter((change) => change.type === 'select');
  if (picks.length === 0) return;
  const { selection } = hand.editor.document.state;
  const before = kind === 'wires' ? selection.wires : [...selection.nodes, ...selection.notes.map(noteNodeId)];
  const next = new Set(before);
  for (const { id, selected } of picks) if (id !== undefined) selected ? next.add(id) : next.delete(id);
  hand.editor.document.select(
    kind === 'wires' ? { ...selection, wires: [...next] } : { ...selection, ...selectionOf([...next]) },
  );
}

function pointOf(e: MouseEvent | TouchEvent): { readonly x: number; readonly y: number } {
  const at = 'changedTouches' in e ? e.changedTouches[0] : e;
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 };
}

/** The step at a point of the screen, wherever on its card. */
function cardAt({ x, y }: { readonly x: number; readonly y: number }): string | undefined {
  const card = window.document.elementFromPoint(x, y)?.closest('.react-flow__node-step');
  return card?.getAttribute('data-id') ?? undefined;
}
