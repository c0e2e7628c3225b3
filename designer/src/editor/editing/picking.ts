import { t } from '../../messages/t.ts';
import { readEnd } from '../ends.ts';
import { neighbour } from '../neighbour.ts';
import { noteNodeId } from '../notes.ts';
import type { Hand } from './hand.ts';
import { nearest, selectionOf } from './picked.ts';
import type { Pixels } from './sight.ts';

/** Picks every step and note. */
export function pickAll(hand: Hand): void {
  const { nodes, notes = [] } = hand.editor.document.state.graph;
  hand.editor.document.select({ nodes: nodes.map((node) => node.id), notes: notes.map((note) => note.id) });
  hand.say(t('editor.picked-all', { count: nodes.length }));
}

/** Picks the next wire that leaves the step, so that keys can insert into it, lead it elsewhere or remove it. */
export function pickNextWire(hand: Hand): void {
  const { graph, selection } = hand.editor.document.state;
  const [now = ''] = selection.wires;
  const node = selection.nodes[0] ?? readEnd(now).node;
  const wires = graph.edges.filter((edge) => readEnd(edge.from).node === node);
  const names = wires.map((edge) => `${edge.from}>${edge.to}`);
  const at = (names.indexOf(now) + 1) % Math.max(1, names.length);
  const [next, wire] = [names[at], wires[at]];
  if (next === undefined || !wire) {
    hand.say(t('editor.no-wires'));
    return;
  }
  hand.editor.document.select({ wires: [next] });
  const title = (end: string) => graph.nodes.find((one) => one.id === readEnd(end).node)?.title ?? end;
  const { port } = readEnd(wire.from);
  hand.say(
    t('editor.wire-picked', { from: title(wire.from), port, to: title(wire.to), place: at + 1, count: names.length }),
  );
}

/** Goes along the wires to the next card; what it comes to is picked, or with `adding` picked too. */
export function walk(
  hand: Hand,
  key: string,
  cards: readonly { readonly id: string; readonly position: Pixels }[],
  adding: boolean,
): void {
  const { graph, selection } = hand.editor.document.state;
  const edges = graph.edges.map((edge) => ({ from: readEnd(edge.from).node, to: readEnd(edge.to).node }));
  const from = hand.look.focused() ?? selection.nodes[0] ?? readEnd(selection.wires[0] ?? '').node;
  const to = from === '' ? cards[0]?.id : (neighbour(edges, cards, from, key) ?? nearest(cards, from, key));
  if (to === undefined) return;
  if (adding) pickToo(hand, to, true);
  else hand.editor.document.select(selectionOf([to]));
  hand.look.focus(to);
}

/** Picks a card and brings it into view. */
export function goTo(hand: Hand, card: string): void {
  hand.editor.document.select(selectionOf([card]));
  hand.look.focus(card);
}

/** Picks the focused card too, or no longer. */
export function pickFocused(hand: Hand): void {
  const id = hand.look.focused();
  if (id !== undefined) pickToo(hand, id, false);
}

function pickToo(hand: Hand, id: string, always: boolean): void {
  const { selection } = hand.editor.document.state;
  const all = [...selection.nodes, ...selection.notes.map(noteNodeId)];
  const next = !all.includes(id) ? [...all, id] : always ? all : all.filter((one) => one !== id);
  hand.editor.document.select(selectionOf(next));
  hand.say(t('editor.picked-count', { count: next.length }));
}
